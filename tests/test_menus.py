"""The row of names above every screen: each page once, and few enough for a small screen."""

import pytest

from domain.people import Actor, Role
from session.pages import PAGES, by_menu, offered

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
