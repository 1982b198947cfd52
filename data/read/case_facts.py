"""A case's findings made ready for matching: all calls in force of its profiles, and its single tests."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from data.read.findings import profile_findings
from data.read.stored_findings import copy_number, fusion, rearrangement, splice_variant
from data.read.test_results import result_of, single_tests
from data.read.thresholds import in_force
from data.reference.assay_content import genes_read
from data.store import Reader, Store
from domain.assessment import RANK, Assessment, gene_assessment
from domain.findings import Finding, FindingClass, amount_words
from domain.knowledge.biomarker_findings import biomarker_finding
from domain.knowledge.case_facts import CaseFacts, CaseFinding
from domain.knowledge.case_findings import GERMLINE, case_finding, small_variant
from domain.knowledge.copy_cut_offs import CutOffs, amplification_of
from domain.knowledge.exon_words import exons_in
from domain.knowledge.oncogenicity import Opinion
from domain.people import Actor
from domain.views.case import CaseView, ProfileView
from domain.views.findings import BiomarkerView, Classified, FindingRow, ProfileFindings


def case_facts(store: Store, actor: Actor, case: CaseView, reader: Reader) -> CaseFacts:
    """All that matching knows of a case: findings of every profile in force within reach, calls included.

    A finding's id is that of its row in the tables; a biomarker's and a single test's likewise.
    """
    brought = [(one, profile_findings(store, actor, one)) for one in case.profiles]
    found = [made for profile, findings in brought for made in _of_profile(reader, profile, findings)]
    found.extend(_of_tests(reader, case, single_tests(store, actor, case).rows))
    return CaseFacts(tuple(found), case.oncotree_code, _assessed(brought))


def _of_profile(reader: Reader, profile: ProfileView, found: ProfileFindings) -> Iterator[CaseFinding]:
    shown = {row.finding_id: row for table in found.tables for row in table.rows}
    for row in shown.values():
        if row.kind is FindingClass.SMALL_VARIANT and row.genes:
            yield small_variant(
                row.finding_id, row.genes[0], row.change, row.coding, row.consequences, exons_in(row.exon),
                _opinions(row.classifications), GERMLINE[row.origin], phase=row.phase,
            )  # fmt: skip
    default = amplification_of(profile.assay)
    cuts = CutOffs(amplification=in_force(reader, default, profile.laboratory_id, profile.dated))
    for query, made in _OTHERS.items():
        for told in reader.rows(query, profile_no=profile.profile_no):
            # What stands in no table is counted elsewhere and matched there.
            if (known := shown.get(told["finding_id"])) is not None:
                one = case_finding(known.finding_id, made(told), _opinions(known.classifications), cuts)
                if one is not None:
                    yield one
    yield from _biomarkers(reader, profile, found.biomarkers)


def _biomarkers(
    reader: Reader, profile: ProfileView, biomarkers: Iterable[BiomarkerView]
) -> Iterator[CaseFinding]:
    rows = reader.rows("knowledge/biomarkers", profile_no=profile.profile_no)
    ids = {row["name"]: row["finding_id"] for row in rows}
    for one in biomarkers:
        if one.name.value not in ids:
            continue
        sample = f"sample {profile.sample_id}"
        words = f"{amount_words(one.value, one.value_text, one.unit)}, {sample}" if one.value_text else sample
        found = biomarker_finding(ids[one.name.value], one.name, one.band, words, one.reason)
        if found is not None:
            yield found


def _of_tests(reader: Reader, case: CaseView, rows: Iterable[FindingRow]) -> Iterator[CaseFinding]:
    """The single tests that stand, as the findings they amount to; a negative one mostly amounts to none."""
    shown = {row.finding_id: row for row in rows if row.test is not None and row.test.withdrawn is None}
    if not shown:
        return
    of = {"patient_id": case.patient_id, "tumour_id": case.tumour_id}
    for told in reader.rows("findings/test_results", **of):
        if (row := shown.get(told["finding_id"])) is not None:
            one = case_finding(row.finding_id, result_of(told), _opinions(row.classifications))
            if one is not None:
                yield one


def _opinions(classifications: Iterable[Classified]) -> tuple[Opinion, ...]:
    return tuple(Opinion.by(one.scheme, one.level, one.said_by) for one in classifications)


_OTHERS: dict[str, Callable[[Mapping[str, Any]], Finding]] = {
    "findings/copy_number": copy_number,
    "findings/fusions": fusion,
    "findings/splice_variants": splice_variant,
    "findings/rearrangements": rearrangement,
}
"""The queries of the classes that are few in a profile, and what a row of each is."""


def _assessed(
    brought: Iterable[tuple[ProfileView, ProfileFindings]],
) -> Callable[[str, FindingClass], Assessment]:
    """Whether a class was assessed in a gene: by one profile of the case is enough."""
    seen = [(profile.assay, one) for profile, found in brought for one in found.seen]

    def asked(gene: str, kind: FindingClass) -> Assessment:
        states = (
            gene_assessment(kind, gene, assay, (one.state, one.reason), genes_read(kind, assay))[0]
            for assay, one in seen
            if one.kind is kind
        )
        return min(states, key=RANK.__getitem__, default=Assessment.NOT_ASSESSED)

    return asked
