"""Was this gene assessed? Answered class by class over all profiles of a case."""

from data.read.findings import profile_findings
from data.reference.assay_content import genes_read
from data.reference.spoken_genes import gene_meant
from data.store import Store
from domain.assessment import GeneAnswer, answer_words, best_answer, gene_assessment
from domain.people import Actor
from domain.readings import CALLED_CLASSES
from domain.thresholds import BLOOD_ASSAY
from domain.views.case import CaseView, ProfileView
from domain.views.findings import ClassSeen, GeneLine, GeneView, ProfileFindings

_LONGEST = 40
"""Letters of the longest text that is taken for a gene's symbol."""


def gene_asked(store: Store, actor: Actor, case: CaseView, asked: str) -> GeneView | None:
    """What the case's profiles within reach say of a gene; ``None`` where nothing was asked.

    ``asked`` is a symbol, current or old, or a name such as HER2. A text that means no gene of the assay
    gets no answer: it may be another name of a gene that was read. Of several profiles the one that says most
    answers for a class: what was found, then what was assessed; tissue before blood, which may hold too
    little of the tumour, and the newest first.
    """
    text = asked.strip()[:_LONGEST]
    if not text:
        return None
    meant = gene_meant(text)
    if meant is None:
        return GeneView(text, False, (), "")
    in_order = sorted(case.profiles, key=lambda one: one.assay == BLOOD_ASSAY)
    brought = [(one, profile_findings(store, actor, one)) for one in in_order]
    lines = []
    for kind in CALLED_CLASSES:
        of_kind = [
            (_answer(meant, profile, found, seen), seen)
            for profile, found in brought
            for seen in found.seen
            if seen.kind is kind
        ]
        best = best_answer(answer for answer, _ in of_kind)
        if best is not None:
            label = of_kind[0][1].label
            lines.append(GeneLine(label, best.state, answer_words(best), best.profile))
    return GeneView(meant, True, tuple(lines), _sentence(meant, lines))


def _answer(gene: str, profile: ProfileView, found: ProfileFindings, seen: ClassSeen) -> GeneAnswer:
    listed = genes_read(seen.kind, profile.assay)
    state, reason = gene_assessment(seen.kind, gene, profile.assay, (seen.state, seen.reason), listed)
    of_kind = [row for table in found.tables for row in table.rows if row.kind is seen.kind]
    day = f"{profile.dated.day} {profile.dated:%b %Y}"
    return GeneAnswer(
        state=state,
        reason=reason,
        found=sum(gene in row.genes for row in of_kind),
        profile=f"{profile.assay}, sample {profile.sample_id}, {day}",
        on_assay=listed is None or gene in listed.genes,
        nameless=sum(not row.genes for row in of_kind),
        unread=found.unread(seen.kind),
    )


def _sentence(gene: str, lines: list[GeneLine]) -> str:
    """The answer profile by profile; classes of which the same is said stand together."""
    by_profile: dict[str, dict[str, list[str]]] = {}
    for line in lines:
        words = line.words[:1].lower() + line.words[1:].rstrip(".")
        by_profile.setdefault(line.profile, {}).setdefault(words, []).append(line.label.lower())
    return "\n".join(
        f"{gene} ({profile}): "
        + "; ".join(f"{', '.join(labels)}: {words}" for words, labels in told.items())
        + "."
        for profile, told in by_profile.items()
    )
