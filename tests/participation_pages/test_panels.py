"""Outcomes that are due, on the start page and in the report."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import GroupPagePermission

from participation_pages.models import OpportunityPage
from tests.factories import pages
from tests.factories.users import UserFactory
from tests.support.queries import counted

pytestmark = pytest.mark.django_db

HOME, REPORT = "/admin/", "/admin/raportit/tulokset/"


def due(**fields):
    """Closed, and the promised day is near."""
    return pages.opportunity_page(
        ended=True, outcome_due=timezone.localdate() + timedelta(days=5), **fields
    )


@pytest.fixture
def editor(client):
    user = UserFactory(communications=True)
    client.force_login(user)
    return user


def text(client, url) -> str:
    response = client.get(url)
    assert response.status_code == 200
    html = response.content.decode()
    # The menu beside it names the report too.
    return html[html.index("<main") :]


@pytest.mark.parametrize("url", [HOME, REPORT])
def test_late_and_due_outcomes_are_shown_the_late_ones_first(client, editor, url):
    due(title="Odotettu")
    pages.opportunity_page(late=True, title="Myöhässä oleva")
    pages.opportunity_page(title="Avoin")
    pages.opportunity_page(with_outcome=True, title="Valmis")
    html = text(client, url)
    assert html.index("Myöhässä oleva") < html.index("Odotettu")
    assert "Avoin" not in html.replace("Avoinna", "")
    assert "Valmis" not in html


def test_panel_leads_to_the_tab_of_the_outcome_and_says_whose_it_is(client, editor):
    page = pages.opportunity_page(late=True)
    OpportunityPage.objects.filter(pk=page.pk).update(owner=editor)
    html = text(client, HOME)
    assert f'href="/admin/pages/{page.pk}/edit/#tab-tulokset"' in html
    assert "oma sivusi" in html


def test_panel_is_not_there_while_nothing_is_owed(client, editor):
    pages.opportunity_page()
    assert "Tulokset odottavat julkaisua" not in text(client, HOME)


@pytest.mark.parametrize("url", [HOME, REPORT])
def test_drafts_and_unpublished_pages_owe_nothing(client, editor, url):
    pages.opportunity_page(late=True, title="Luonnos", live=False)
    assert "Luonnos" not in text(client, url)


@pytest.mark.parametrize("url", [HOME, REPORT])
def test_only_pages_that_one_may_edit_are_shown(client, editor, url):
    theirs = pages.opportunity_page(late=True, title="Toisten sivu")
    mine = pages.opportunity_page(late=True, title="Minun sivuni")
    permissions = GroupPagePermission.objects.filter(group__in=editor.groups.all())
    permissions.exclude(permission__codename="change_page").delete()
    permissions.update(page=mine)
    html = text(client, url)
    assert "Minun sivuni" in html
    assert theirs.title not in html


def test_report_is_filtered_by_state(client, editor):
    due(title="Odotettu")
    pages.opportunity_page(late=True, title="Myöhässä oleva")
    html = text(client, f"{REPORT}?state=outcome-late")
    assert "Myöhässä oleva" in html
    assert "Odotettu" not in html


@pytest.mark.parametrize("url", [f"{REPORT}?state=x", f"{REPORT}?p=x", f"{REPORT}?p=9"])
def test_bad_input_is_no_error(client, editor, url):
    due()
    assert client.get(url).status_code in {200, 404}


@pytest.mark.parametrize("role", ["moderator", "handler"])
def test_who_edits_no_pages_sees_neither(client, role):
    pages.opportunity_page(late=True)
    client.force_login(UserFactory(**{role: True}))
    assert "Tulokset odottavat julkaisua" not in text(client, HOME)
    assert client.get(REPORT).status_code == 302


@pytest.mark.parametrize("url", [HOME, REPORT])
def test_queries_do_not_grow(client, editor, url):
    def number(rows: int) -> int:
        for _row in range(rows):
            pages.opportunity_page(late=True)
        client.get(url)
        with counted() as queries:
            client.get(url)
        return len(queries)

    assert number(1) == number(30)
