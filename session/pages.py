"""Which pages each role is offered, in the order of the screen."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from domain.people import Act, Actor, Role


@dataclass(frozen=True, slots=True)
class PageOffer:
    """One screen: its script, its name, its address, and the act it is for."""

    script: str
    title: str
    address: str
    act: Act | None
    """Who may do this is offered the page; ``None`` for everybody who is signed in."""
    listed: bool = True
    """Whether it stands in the navigation; the others are reached from a page."""
    menu: str = ""
    """The menu that it stands in; empty for what is opened every day."""
    hers: str = ""
    """Its name for a treating oncologist, where it differs: she sees her own patients there."""

    def title_for(self, actor: Actor) -> str:
        """Its name, as it stands in the menu of a role."""
        return self.hers if self.hers and actor.role is Role.ONCOLOGIST else self.title


PREPARE, COHORT, REFERENCE = "Prepare", "Cohort", "Reference"
"""Menus of what is opened less often, so that a row of names fits on a small screen."""

START = PageOffer("pages/start/start.py", "Start", "start", None, listed=False)
NOT_FOUND = PageOffer("pages/start/not_found.py", "Not found", "not-found", None, listed=False)

PAGES: tuple[PageOffer, ...] = (
    START,
    NOT_FOUND,
    PageOffer("pages/meeting/agenda.py", "Meeting", "meeting", Act.SEE_CASES),
    PageOffer("pages/meeting/case.py", "Case", "case", Act.SEE_CASES, listed=False),
    PageOffer("pages/follow_up/my_patients.py", "Patients", "patients", Act.SEE_CASES, hers="My patients"),
    PageOffer("pages/follow_up/changed.py", "What changed", "changed", Act.SEE_CASES),
    PageOffer("pages/follow_up/answer.py", "Answer", "answer", Act.ANSWER, listed=False),
    PageOffer("pages/meeting/open_case.py", "Open a case", "open-case", Act.OPEN_CASE, menu=PREPARE),
    PageOffer("pages/intake/clinical_list.py", "Clinical list", "clinical-list", Act.OPEN_CASE, menu=PREPARE),
    PageOffer("pages/meeting/plan.py", "Plan meetings", "plan", Act.PLAN_MEETING, menu=PREPARE),
    PageOffer("pages/intake/intake.py", "Intake", "intake", Act.BRING_RUN_IN),
    PageOffer("pages/intake/tool_reports.py", "Tool reports", "tool-reports", Act.BRING_RUN_IN, menu=PREPARE),
    PageOffer("pages/trials/register.py", "Trials", "trials", None),
    PageOffer("pages/trials/feasibility.py", "Feasibility", "feasibility", Act.SEE_UPTAKE, menu=COHORT),
    PageOffer("pages/trials/edit.py", "Write a trial", "write-trial", Act.KEEP_TRIALS, listed=False),
    PageOffer("pages/follow_up/uptake.py", "Uptake", "uptake", Act.SEE_UPTAKE),
    PageOffer("pages/cohort/panels.py", "Panels", "panels", None, menu=COHORT),
    PageOffer("pages/cohort/harmonise.py", "Harmonise", "harmonise", Act.HARMONISE, menu=COHORT),
    PageOffer(
        "pages/administration/reference_tables.py", "Reference tables", "reference", None, menu=REFERENCE
    ),
    PageOffer("pages/administration/knowledge.py", "Knowledge", "knowledge", None, menu=REFERENCE),
    PageOffer("pages/administration/audit.py", "Audit", "audit", Act.SEE_AUDIT),
    PageOffer(
        "pages/administration/reference_values.py",
        "Reference values",
        "reference-values",
        Act.MANAGE_REFERENCE,
        menu=REFERENCE,
    ),
    PageOffer("pages/administration/people.py", "Users and roles", "users", Act.MANAGE_USERS),
)

_FIRST = {
    "oncologist": "patients",
    "laboratory": "intake",
    "analyst": "uptake",
    "administrator": "audit",
}


def offered(actor: Actor) -> tuple[PageOffer, ...]:
    """The pages of a role."""
    return tuple(page for page in PAGES if page.act is None or actor.may(page.act))


def not_found_at(actor: Actor, path: str) -> tuple[str, ...]:
    """The addresses at which a role reads that there is no such page.

    They are those of the pages that only others are offered and, where no page has it, the one that the
    browser asked for: the last part of ``path``.
    """
    hers = {page.address for page in offered(actor)}
    others = tuple(page.address for page in PAGES if page.address not in hers)
    asked = path.strip("/").rpartition("/")[2]
    nobodys = bool(asked) and asked not in {page.address for page in PAGES}
    return (*others, asked) if nobodys else others


def by_menu(pages: Iterable[PageOffer]) -> dict[str, list[PageOffer]]:
    """Pages under the menu they stand in, the everyday ones first under an empty name.

    A menu of one page would be a click for nothing: that page stands with the everyday ones.
    """
    offers = list(pages)
    sizes = Counter(page.menu for page in offers)
    menus: dict[str, list[PageOffer]] = {"": []}
    for page in offers:
        menus.setdefault(page.menu if sizes[page.menu] > 1 else "", []).append(page)
    return menus


def first_page(actor: Actor) -> PageOffer:
    """The page a role works on first."""
    address = _FIRST.get(actor.role.value, "meeting")
    return next(page for page in offered(actor) if page.address == address)
