"""What matching says otherwise of the findings that advice rests on, in the releases of then and now."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.drift.changes import Drift, Severity, Side
from domain.drift.evidence import (
    TOGETHER,
    Advised,
    DrugName,
    Reading,
    Switched,
    changed,
    changed_fields,
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
    """Whether an item speaks of the very treatment that was advised, for or against."""
    return drugs in treatments(item, drug)


def parts_against(item: EvidenceItem, drugs: frozenset[str], drug: DrugName) -> tuple[frozenset[str], ...]:
    """The parts of an advised combination that an item speaks against, each by its drugs."""
    if not item.effect.against:
        return ()
    return tuple(one for one in treatments(item, drug) if one < drugs)


_MEANS = {
    Severity.AGAINST: "speaks against it",
    Severity.STRONGER_AGAINST: "speaks against it at a higher level than before",
    Severity.WEAKER: "speaks against a part of the combination alone",
    Severity.STRONGER: "is of a higher level than what was known",
}


@dataclass(frozen=True, slots=True)
class _Told:
    """How hits are told: the switch of each table, the items of a release, the words."""

    of: Mapping[Table, Switched]
    item_of: Callable[[Release, str], EvidenceItem | None]
    read: Reading

    def new(self, hit: Hit, how: Severity, more: str = "") -> Drift:
        """A hit that was not met then, or that was said otherwise."""
        item, switched = hit.item, self.of[(hit.source, hit.name)]
        then = switched.then
        old = self.item_of(then, item.item_id) if then is not None else None
        otherwise = old is not None and bool(changed_fields(old, item))
        if then is None:
            was = Side(f"No release of {switched.label} was in force")
        elif old is not None and otherwise:
            was = Side(words(old, self.read), title(then), then.released_on)
        else:
            was = Side(f"{item.item_id} was not met", title(then), then.released_on)
        said = "Said otherwise" if otherwise else "New"
        sentence = f"{said}, {item.item_id}: {words(item, self.read)}; it {_MEANS[how]}{more}."
        sides = (was, side_now(item, switched, self.read))
        return drift_of(subject_of(*_key(hit)), how, state_of(item), sides, switched, sentence)


def _relevant(hits: Iterable[Hit], advised: Advised) -> tuple[Hit, ...]:
    return tuple(
        hit
        for hit in hits
        if counts(hit) and hit.relation in _NEAR and not advised.findings.isdisjoint(hit.finding_ids)
    )


def _on_it(hits: Iterable[Hit], advised: Advised, read: Reading) -> tuple[Hit, ...]:
    return tuple(hit for hit in hits if concerns(hit.item, advised.drugs, read.drug))


@dataclass(frozen=True, slots=True)
class Met:
    """The predictive hits of a case: in the tables that were switched, then and now, and in all others."""

    then: Sequence[Hit]
    now: Sequence[Hit]
    throughout: Sequence[Hit] = ()
    """In tables of which the same release is in force as when the advice was given."""


def matched_drifts(
    advised: Advised,
    switched: Sequence[Switched],
    met: Met,
    item_of: Callable[[Release, str], EvidenceItem | None],
    read: Reading,
) -> tuple[Drift, ...]:
    """What matching says otherwise of the findings that advice rests on.

    New items speak against the drugs or one of them, or for them at a higher level than what was known.
    Where nothing was cited, the A and B items that were met then stand for it, and only A and B items
    count as new.
    """
    throughout = _relevant(met.throughout, advised)
    met_then, met_now = _relevant(met.then, advised), _relevant(met.now, advised)
    before = _on_it(met_then, advised, read)
    was = {_key(hit): hit for hit in before}
    cited = {(one.source, one.item_id) for one in advised.cited}
    met_now = tuple(hit for hit in met_now if (hit.source, hit.item.item_id) not in cited)
    after, parts = _on_it(met_now, advised, read), _parts(advised, (*met_then, *throughout), met_now, read)
    if not advised.cited:
        before, after = (
            tuple(hit for hit in hits if order_of(hit.item, read) <= HIGH) for hits in (before, after)
        )
    told = _Told(
        {(release.source, release.name): one for one in switched for release in one.both}, item_of, read
    )
    found = [told.new(hit, how) for hit in after if (how := _against_now(hit, was, read)) is not None]
    found += [_best(hits, Severity.WEAKER, told) for hits in parts]
    found += _stronger(advised, (*before, *_on_it(throughout, advised, read)), after, told)
    if not advised.cited:
        found += _no_longer(before, told)
    return tuple({one.subject: one for one in found}.values())


def _key(hit: Hit) -> tuple[Source, str, str]:
    return hit.source, hit.name, hit.item.item_id


def _parts(
    advised: Advised, then: Sequence[Hit], now: Sequence[Hit], read: Reading
) -> tuple[Sequence[Hit], ...]:
    """What speaks against each part of a combination, where nothing as strong was known against that part.

    A combination is often advised because of what is known against one of its drugs alone (encorafenib
    beside cetuximab where BRAF V600E resists cetuximab): one more item of that kind is no news.
    """
    known: dict[frozenset[str], int] = {}
    for hit in then:
        for part in parts_against(hit.item, advised.drugs, read.drug):
            known[part] = min(known.get(part, LAST + 1), order_of(hit.item, read))
    new: dict[frozenset[str], list[Hit]] = {}
    for hit in now:
        order = order_of(hit.item, read)
        if advised.cited or order <= HIGH:
            for part in parts_against(hit.item, advised.drugs, read.drug):
                if order < known.get(part, LAST + 1):
                    new.setdefault(part, []).append(hit)
    return tuple(new[part] for part in sorted(new, key=sorted))


def _best(hits: Sequence[Hit], how: Severity, told: _Told) -> Drift:
    """The one of the highest level, with the number of the others."""
    first = min(hits, key=lambda hit: (order_of(hit.item, told.read), hit.item.item_id))
    return told.new(first, how, f" (and {len(hits) - 1} more)" if len(hits) > 1 else "")


def _against_now(hit: Hit, was: Mapping[tuple[Source, str, str], Hit], read: Reading) -> Severity | None:
    """What a hit against the treatment means: it is new or turned, or its level rose; else ``None``."""
    if not hit.item.effect.against:
        return None
    old = was.get(_key(hit))
    if old is None or not old.item.effect.against:
        return Severity.AGAINST
    rose = order_of(hit.item, read) < order_of(old.item, read)
    return Severity.STRONGER_AGAINST if rose else None


def _stronger(advised: Advised, before: Sequence[Hit], after: Sequence[Hit], told: _Told) -> list[Drift]:
    """The best of what is met now, where it is of a higher level than all that was known."""
    read = told.read
    known = [
        read.crosswalk.order(one.level_scheme, one.level) for one in advised.cited if not one.effect.against
    ]
    known += [order_of(hit.item, read) for hit in before if not hit.item.effect.against]
    known += [read.crosswalk.order(*advised.level)] if advised.level else []
    best = min(known, default=LAST)
    higher = [
        hit for hit in after if hit.item.effect is DrugEffect.SENSITIVITY and order_of(hit.item, read) < best
    ]
    return [_best(higher, Severity.STRONGER, told)] if higher else []


def _no_longer(before: Sequence[Hit], told: _Told) -> list[Drift]:
    """Items that stood for advice without citations and that are gone or changed."""
    found = []
    for hit in before:
        switched = told.of[(hit.source, hit.name)]
        then, release = switched.then, switched.now
        if hit.item.effect.against or then is None:
            continue
        item_id, subject = hit.item.item_id, subject_of(*_key(hit))
        was = Side(words(hit.item, told.read), title(then), then.released_on)
        new = told.item_of(release, item_id) if release is not None and release.name == then.name else None
        drift = (
            gone(subject, item_id, was, switched)
            if new is None
            else changed(subject, hit.item, new, was, switched, told.read)
        )
        found += [drift] if drift is not None else []
    return found
