import pytest

from initiatives.models import InitiativesPage
from tests.factories import pages


@pytest.fixture(autouse=True)
def initiatives_page():
    page = InitiativesPage(
        title="Aloitteet",
        slug="aloitteet",
        introduction="Tee aloite, kannata sitä tai seuraa, mitä sille tapahtuu.",
        show_in_menus=True,
    )
    return pages.below(pages.home_page(), page)
