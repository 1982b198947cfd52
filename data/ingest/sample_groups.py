"""Which files are of one sample: by the names they give, else by their own names."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from data.ingest.combined_variant_output import CombinedVariantOutput
from data.ingest.joined import Joined, Read
from data.ingest.parts import SamplePart, named_after, named_by_program, sample_by_name
from data.ingest.vcf_file import VcfFile


@dataclass(slots=True)
class SampleFiles:
    """The files of one sample."""

    results: CombinedVariantOutput | None = None
    variants: list[VcfFile] = field(default_factory=list)
    parts: list[SamplePart] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    """Every name that one of its files gives the sample."""


def _ids(file: VcfFile | SamplePart) -> frozenset[str]:
    if isinstance(file, SamplePart):
        return file.sample_ids
    return frozenset() if file.sample_name is None else frozenset({file.sample_name})


def _name(file: VcfFile | SamplePart) -> str:
    return file.file if isinstance(file, SamplePart) else file.name


class _Groups:
    """Samples by their names; two samples are never made one by a later file."""

    def __init__(self) -> None:
        self.all: list[SampleFiles] = []
        self._by_id: dict[str, SampleFiles] = {}

    def new(self, ids: Iterable[str], results: CombinedVariantOutput | None = None) -> SampleFiles:
        group = SampleFiles(results=results, ids=set(ids))
        self.all.append(group)
        for one in group.ids:
            self._by_id.setdefault(one, group)
        return group

    def known(self, ids: Iterable[str]) -> SampleFiles | None:
        """The sample that goes by one of these names."""
        return next((self._by_id[one] for one in sorted(ids) if one in self._by_id), None)

    def named_in(self, file: str) -> SampleFiles | None:
        """The sample that a file's name names whole, else the one with the longest name it begins with.

        What a program named is never another sample's: ``S1-2_AllFusions.csv`` is not of ``S1``.
        """
        if (whole := self._by_id.get(sample_by_name(file))) is not None:
            return whole
        if named_by_program(file):
            return None
        matching = [one for one in self._by_id if named_after(file, frozenset({one}))]
        return self._by_id[max(matching, key=len)] if matching else None


def _put(group: SampleFiles, file: VcfFile | SamplePart) -> None:
    if isinstance(file, SamplePart):
        group.parts.append(file)
    else:
        group.variants.append(file)


def sample_groups(read: Read, joined: Joined) -> list[SampleFiles]:
    """The files of an upload by sample: of each CombinedVariantOutput, then of names that none claims.

    A file that names its sample goes by that name alone.  One that names none goes to the sample with
    the longest name that its own name begins with, else it is a sample of its own.
    """
    groups = _Groups()
    for results in without_copies(read.results, joined):
        groups.new(results.sample_ids, results)
    files: list[VcfFile | SamplePart] = [*read.variants, *_each_part_once(read.parts, joined)]
    for file in files:
        if ids := _ids(file):
            group = groups.known(ids) or groups.new(ids)
            _put(group, file)
    for file in files:
        if not _ids(file):
            name = _name(file)
            group = groups.named_in(name) or groups.new({sample_by_name(name)})
            _put(group, file)
    return groups.all


def _each_part_once(parts: Iterable[SamplePart], joined: Joined) -> list[SamplePart]:
    """A run folder holds most of a sample's files among its results and its intermediates: taken once."""
    kept: list[SamplePart] = []
    alike: dict[object, list[SamplePart]] = {}
    for part in parts:
        size = len(part.annotations), len(part.findings.small_variants)
        before = alike.setdefault((part.kind, part.sample, size), [])
        same = next((one for one in before if replace(part, file=one.file, counts=one.counts) == one), None)
        if same is None or part.file == same.file:
            before.append(part)
            kept.append(part)
            continue
        joined.counts.extend(part.counts)
        joined.note(part.file, "", f"the same as in {same.file}", "each file of a sample once; taken once")
    return kept


def without_copies(results: Iterable[CombinedVariantOutput], joined: Joined) -> list[CombinedVariantOutput]:
    """A run folder often holds the same output twice: a true copy is taken once."""
    kept: list[CombinedVariantOutput] = []
    for one in results:
        same = [other for other in kept if other.sample_ids and other.sample_ids == one.sample_ids]
        if any(other.findings == one.findings for other in same):
            joined.note(
                one.file, "", f"the same results as in {same[0].file}", "each sample once; taken once"
            )
            continue
        if same:
            joined.note(
                one.file,
                "",
                f"other results for the sample of {same[0].file}",
                "one set of results for each sample; both are shown, take one",
            )
        kept.append(one)
    return kept
