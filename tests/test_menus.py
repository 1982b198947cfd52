"""The row of names above every screen: each page once, and few enough for a small screen."""

import pytest

from domain.people import Actor, Role
from session.pages import NOT_FOUND, PAGES, by_menu, first_page, not_found_at, offered

ROLES = [Actor("somebody", "Somebody", role) for role in Role]


@pytest.mark.parametrize("actor", ROLES, ids=lambda one: one.role.value)
def test_every_page_of_a_role_is_offered_once(actor: Actor) -> None:
    shown = [page for pages in by_menu(offered(actor)).values() for page in pages]
    assert sorted(shown, key=PAGES.index) == list(offered(actor))


@pytest.mark.parametrize("actor", ROLES, ids=lambda one: one.role.value)
def test_a_row_has_at_most_nine_names_and_no_menu_of_one(actor: Actor) -> None:
    everyday, *menus = by_menu(offered(actor)).values()
    assert len([page for page in everyday if page.listed]) + len(menus) <= 9
    assert all(len(pages) > 1 for pages in menus)


@pytest.mark.parametrize("actor", ROLES, ids=lambda one: one.role.value)
def test_every_address_of_ours_is_a_page_of_the_role_or_says_there_is_none(actor: Actor) -> None:
    hers = [page.address for page in offered(actor)]
    assert sorted([*hers, *not_found_at(actor, "/")]) == sorted(page.address for page in PAGES)
    assert NOT_FOUND.address in hers


@pytest.mark.parametrize(
    ("path", "also"),
    [("/no-such-page", ["no-such-page"]), ("/meeting/no-such-page/", ["no-such-page"]), ("", []), ("/", []),
     ("/meeting", []), ("/audit", []), ("/x/audit", [])],
)  # fmt: skip
def test_an_address_that_nobodys_page_has_says_there_is_none(path: str, also: list[str]) -> None:
    chair = Actor("chair", "Chris Chair", Role.CHAIR)
    assert [*not_found_at(chair, "/"), *also] == list(not_found_at(chair, path))


def test_only_an_oncologists_patients_are_called_hers() -> None:
    names = {
        actor.role: {page.title_for(actor) for page in offered(actor)} & {"Patients", "My patients"}
        for actor in ROLES
    }
    assert names[Role.ONCOLOGIST] == {"My patients"}
    assert first_page(Actor("o", "O", Role.ONCOLOGIST)).address == "patients"
    assert names[Role.CHAIR] == names[Role.COORDINATOR] == {"Patients"}
    assert set().union(*(names[role] for role in names if role is not Role.ONCOLOGIST)) == {"Patients"}
