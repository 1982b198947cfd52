"""What matching says otherwise of the findings that advice rests on, in the releases of then and now."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from domain.drift.changes import Drift, Severity, Side
from domain.drift.evidence import (
    TOGETHER,
    Advised,
    DrugName,
    Reading,
    Switched,
    changed,
    drift_of,
    gone,
    order_of,
    side_now,
    state_of,
    subject_of,
    title,
    words,
)
from domain.knowledge.crosswalk import LAST
from domain.knowledge.evidence import DrugEffect, EvidenceItem, Release, Source
from domain.knowledge.hits import Hit, Relation
from domain.knowledge.ranking import counts

HIGH = 2
"""Up to here the common order of levels counts as A or B."""
Table = tuple[Source, str]
"""A source, and what its table is called."""
_NEAR = {Relation.SAME, Relation.AGNOSTIC}


def treatments(item: EvidenceItem, drug: DrugName) -> tuple[frozenset[str], ...]:
    """The treatments that an item speaks of, by their drugs: a combination whole, substitutes each alone."""
    own = frozenset(drug(one) for one in item.drugs)
    if item.interaction in TOGETHER:
        return (own,) if own else ()
    return tuple(frozenset({one}) for one in own)


def concerns(item: EvidenceItem, drugs: frozenset[str], drug: DrugName) -> bool:
    """Whether an item speaks of the drugs that were advised.

    The same treatment is meant, for and against: a combination is often advised because of what is known
    against one of its drugs alone (encorafenib beside cetuximab where BRAF V600E resists cetuximab).
    """
    return drugs in treatments(item, drug)


def _relevant(hits: Iterable[Hit], advised: Advised, read: Reading) -> tuple[Hit, ...]:
    return tuple(
        hit
        for hit in hits
        if counts(hit)
        and hit.relation in _NEAR
        and not advised.findings.isdisjoint(hit.finding_ids)
        and concerns(hit.item, advised.drugs, read.drug)
    )


def matched_drifts(
    advised: Advised,
    switched: Sequence[Switched],
    then: Iterable[Hit],
    now: Iterable[Hit],
    item_now: Callable[[Release, str], EvidenceItem | None],
    read: Reading,
) -> tuple[Drift, ...]:
    """What matching says otherwise of the findings that advice rests on.

    ``then`` and ``now`` are the predictive hits in the releases of ``switched``. New items speak against
    the drugs, or for them at a higher level than what was known. Where nothing was cited, the A and B
    items that were met then stand for it, and only A and B items count as new.
    """
    before, after = _relevant(then, advised, read), _relevant(now, advised, read)
    known = {(hit.source, hit.item.item_id) for hit in before}
    known |= {(one.source, one.item_id) for one in advised.cited}
    new = [hit for hit in after if (hit.source, hit.item.item_id) not in known]
    if not advised.cited:
        before = tuple(hit for hit in before if order_of(hit.item, read) <= HIGH)
        new = [hit for hit in new if order_of(hit.item, read) <= HIGH]
    of = {(release.source, release.name): one for one in switched for release in one.both}
    found = [
        _new(hit, Severity.AGAINST, of[(hit.source, hit.name)], read, "")
        for hit in new
        if hit.item.effect.against
    ]
    found += _stronger(advised, before, new, of, read)
    if not advised.cited:
        found += _no_longer(before, of, item_now, read)
    return tuple(found)


def _stronger(
    advised: Advised, before: Sequence[Hit], new: Sequence[Hit], of: Mapping[Table, Switched], read: Reading
) -> list[Drift]:
    """The best of what is new, where it is of a higher level than all that was known."""
    known = [
        read.crosswalk.order(one.level_scheme, one.level) for one in advised.cited if not one.effect.against
    ]
    known += [order_of(hit.item, read) for hit in before if not hit.item.effect.against]
    known += [read.crosswalk.order(*advised.level)] if advised.level else []
    best = min(known, default=LAST)
    higher = [
        hit for hit in new if hit.item.effect is DrugEffect.SENSITIVITY and order_of(hit.item, read) < best
    ]
    if not higher:
        return []
    first = min(higher, key=lambda hit: (order_of(hit.item, read), hit.item.item_id))
    more = f" (and {len(higher) - 1} more)" if len(higher) > 1 else ""
    return [_new(first, Severity.STRONGER, of[(first.source, first.name)], read, more)]


def _new(hit: Hit, how: Severity, switched: Switched, read: Reading, more: str) -> Drift:
    then = switched.then
    if then is None:
        was = Side(f"No release of {switched.label} was in force")
    else:
        was = Side(f"{hit.item.item_id} was not met", title(then), then.released_on)
    told = "speaks against it" if how is Severity.AGAINST else "is of a higher level than what was known"
    sentence = f"New, {hit.item.item_id}: {words(hit.item, read)}; it {told}{more}."
    sides = (was, side_now(hit.item, switched, read))
    return drift_of(
        subject_of(hit.source, hit.name, hit.item.item_id), how, state_of(hit.item), sides, switched, sentence
    )


def _no_longer(
    before: Sequence[Hit],
    of: Mapping[Table, Switched],
    item_now: Callable[[Release, str], EvidenceItem | None],
    read: Reading,
) -> list[Drift]:
    """Items that stood for advice without citations and that are gone or changed."""
    found = []
    for hit in before:
        switched = of[(hit.source, hit.name)]
        then, release = switched.then, switched.now
        if hit.item.effect.against or then is None:
            continue
        item_id, subject = hit.item.item_id, subject_of(hit.source, hit.name, hit.item.item_id)
        was = Side(words(hit.item, read), title(then), then.released_on)
        new = item_now(release, item_id) if release is not None and release.name == then.name else None
        drift = (
            gone(subject, item_id, was, switched)
            if new is None
            else changed(subject, hit.item, new, was, switched, read)
        )
        found += [drift] if drift is not None else []
    return found
