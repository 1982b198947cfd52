"""A very large synthetic cohort, loaded in a few acts as bundles: to measure what scale costs."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from commands.demo_acts import register
from commands.demo_cohort.bulk import write_bulk
from commands.demo_cohort.places import CENTRES, LABORATORIES, USERS
from commands.progress import ProgressBar
from data.journal import new_id
from data.record import cohort
from data.record.bundles import keep_file
from data.store import Store
from domain.people import Actor, Role
from domain.refused import Refused

PART = 25_000
"""Patients of one act, so that the memory needed stays the same."""
CALLS = 16
"""Of no consequence a profile; with what matters some 20 are reported."""
LARGE, LARGE_CALLS = 100, 1_500


def load(patients: int, seed: int) -> Callable[[Store, Path], None]:
    """How a store is filled with so many patients. Raises ``Refused`` for fewer than 101."""
    if patients <= LARGE:
        raise Refused(f"A bulk cohort has more than {LARGE} patients; leave --bulk out for a small one.")
    sizes = [LARGE] + [PART] * ((patients - LARGE) // PART)
    if rest := (patients - LARGE) % PART:
        sizes.append(rest)

    def fill_store(store: Store, files: Path) -> None:
        with ProgressBar(1 + 2 * len(sizes)) as bar:
            register(store, CENTRES, LABORATORIES, USERS)
            bar.step("Users, centres and laboratories")
            for number, size in enumerate(sizes):
                calls = LARGE_CALLS if number == 0 else CALLS
                folder = files / str(number)
                write_bulk(folder, size, seed + number, today=date.today(), calls=calls)
                bar.step(f"Writing {size:,} patients")
                bundles = {table: _keep(store, folder, table, number) for table in cohort.TABLES}
                actor = Actor("coordinator", "Coordinator", Role.COORDINATOR)
                cohort.record_cohort(store, actor, cohort.CohortLoad(size, bundles), 0, new_id())
                bar.step(f"Loading {size:,} patients")

    return fill_store


def _keep(store: Store, folder: Path, name: str, part: int) -> str:
    """Lay one table into the bundles; its ids name the part, which each count from nought."""
    path = folder / f"{name}.parquet"
    table = pq.read_table(path)
    for place, column in enumerate(table.schema):
        if pa.types.is_string(column.type) and column.name not in _FREE_TEXTS:
            values = pc.replace_substring_regex(table.column(place), "^bulk-", f"bulk-{part}-")
            values = pc.replace_substring_regex(values, "^BULK-", f"BULK-{part}-")
            table = table.set_column(place, column.name, values)
    pq.write_table(table, path, compression="zstd")
    return keep_file(store.home / "bundles", path)


_FREE_TEXTS = {"rationale", "question", "p_dot", "c_dot", "variant_key"}
