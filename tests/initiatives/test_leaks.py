"""A canary in every state and stage that is not public is nowhere to be found."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from core.printing import can_print
from initiatives.enums import Kind, Stage
from initiatives.making.similar import similar
from initiatives.models import Initiative, InitiativesPage
from initiatives.models.initiative import SHOWN
from initiatives.stages import PUBLIC
from moderation.enums import SubmissionState
from moderation.models import Submission
from moderation.references import receipt_path
from search.services import refresh_all
from tests.factories import pages
from tests.factories.initiatives import InitiativeFactory
from tests.initiatives.public.test_views import attached
from tests.test_leaks import CANARY, everywhere

pytestmark = pytest.mark.django_db

# Stage and state on the desk: all that is not shown together.
HIDDEN = [
    (stage, state)
    for stage in Stage
    for state in SubmissionState
    if not (stage in PUBLIC and state in SHOWN)
]


@pytest.fixture
def page():
    home = pages.home_page()
    return home.add_child(instance=InitiativesPage(title="Aloitteet", slug="aloitteet"))


def own_addresses(page, initiative) -> list[str]:
    """Every address of the page that names one initiative, by its slug."""
    routes = [
        route for route in page.get_subpage_urls() if "slug" in route.pattern.converters
    ]
    name = f"{initiative.title}.png"
    file = initiative.attachments.first() or attached(initiative, name, "image/png")
    given = {"slug": initiative.slug, "pk": file.pk}
    found = [
        page.url
        + page.reverse_subpage(
            route.name, kwargs={name: given[name] for name in route.pattern.converters}
        )
        for route in routes
        if set(route.pattern.converters) <= set(given)
    ]
    # Files have no slash behind their names.
    return [re.sub(r"(\.\w+)/$", r"\1", address) for address in found]


def read(client, address) -> str:
    response = client.get(address)
    content = b"".join(response) if response.streaming else response.content
    return content.decode(errors="replace")


def headers(client, address) -> str:
    response = client.get(address)
    if response.streaming:
        b"".join(response)
    return str(response.headers)


def everything(client, page, *initiatives) -> str:
    """The site, the list in every order and with words, its feed, what the search knows of
    them, suggesting something alike, the sitemap, and every address of each one's own."""
    refresh_all()
    addresses = [
        page.url,
        f"{page.url}?jarjestys=kannatus",
        f"{page.url}?haku={CANARY[:6]}",
        f"{page.url}syote.atom",
        f"/haku/?q={CANARY[:6]}",
        f"/haku/otsikot/?q={CANARY[:6]}",
        "/sitemap-initiatives.xml",
    ]
    for each in initiatives:
        addresses += [f"/aloite/tuki/{each.reference}/", *own_addresses(page, each)]
    found = everywhere(client) + "".join(read(client, each) for each in addresses)
    return found + "".join(str(one.title) for one in similar(CANARY, "fi"))


def test_the_addresses_are_those_of_a_public_one(client, page):
    """Else nothing would be looked at."""
    initiative = InitiativeFactory(at=Stage.COLLECTING, title=CANARY)
    missing = set()
    for address in own_addresses(page, initiative):
        response = client.get(address)
        if response.streaming:
            # Read to its end, a file is closed.
            b"".join(response)
        if response.status_code == 404:
            missing.add(address.partition(initiative.slug)[2])
    # Comments are off.
    assert missing == {"/kommentit/"}


def put(initiative, stage, state, **fields) -> Initiative:
    """There, with everything else as if it were public."""
    Initiative.objects.filter(pk=initiative.pk).update(stage=stage)
    shown = {"published_at": timezone.now(), "live": True, **fields}
    Submission.objects.filter(pk=initiative.pk).update(state=state, **shown)
    return Initiative.objects.get(pk=initiative.pk)


@pytest.mark.parametrize("kind", Kind)
def test_nothing_but_shown_stages_in_shown_states_is_read(kind):
    initiative = InitiativeFactory(kind=kind, title=CANARY)
    read = []
    for stage, state in HIDDEN:
        there = put(initiative, stage, state)
        if there.is_public or Initiative.objects.public().exists():
            read.append((stage, state))
    assert read == []
    assert put(initiative, Stage.DONE, SubmissionState.ANSWERED).is_public


@pytest.mark.parametrize(
    "missing", [{"published_at": None}, {"publication_consent": False}]
)
def test_nothing_is_read_that_is_not_approved(missing):
    initiative = InitiativeFactory(title=CANARY)
    there = put(initiative, Stage.HANDLING, SubmissionState.HANDLING, **missing)

    assert not there.is_public
    assert not Initiative.objects.public().exists()


def leaks(client, page, initiatives) -> list[str]:
    """The end of each title that stands somewhere."""
    found = everything(client, page, *initiatives)
    assert "%PDF" not in found
    return re.findall(rf"{CANARY} ?([\w-]*)", found)


def canary(of, **fields) -> Initiative:
    words = dict.fromkeys(("title", "proposal", "effects", "community"), CANARY)
    return InitiativeFactory(**words | {"title": f"{CANARY} {of}"}, **fields)


def test_unpublished_stages_on_every_page(client, page):
    hidden = [stage for stage in Stage if stage not in {*PUBLIC, Stage.DRAFT}]

    assert leaks(client, page, [canary(stage, at=stage) for stage in hidden]) == []


def test_public_one_is_found_by_the_same_search_of_everything(client, page):
    initiative = InitiativeFactory(at=Stage.COLLECTING, title=CANARY)

    assert CANARY in everything(client, page, initiative)
    for address in own_addresses(page, initiative):
        # The file's own bytes, not its name.
        wanted = "%PDF" if address.endswith(".pdf") else CANARY
        wanted = "kanarialintu" if "/liitteet/" in address else wanted
        if address.endswith((".png", ".svg")):
            assert client.get(address).status_code == 200, address
        elif not address.endswith("/kommentit/") and (can_print() or wanted != "%PDF"):
            assert wanted in read(client, address), address


def test_public_stage_that_the_desk_has_taken_back_on_every_page(client, page):
    hidden = [state for state in SubmissionState if state not in SHOWN]

    taken_back = [
        put(canary(state, at=Stage.COLLECTING), Stage.COLLECTING, state)
        for state in hidden
    ]

    assert leaks(client, page, taken_back) == []


def test_approved_one_is_hidden_while_the_decision_can_be_undone(client, page):
    initiative = InitiativeFactory(at=Stage.SCREENING, title=CANARY, proposal=CANARY)
    there = put(
        initiative,
        Stage.PUBLISHED,
        SubmissionState.HANDLING,
        published_at=timezone.now() + timedelta(minutes=5),
    )

    assert CANARY not in everything(client, page, there)


def test_initiators_who_have_not_confirmed_are_named_nowhere(client, page):
    initiative = InitiativeFactory(at=Stage.COLLECTING, initiators=2)
    initiative.initiators.filter(is_contact=False).delete()
    initiative.initiators.create(name=CANARY, email="x@example.org", language="fi")

    assert CANARY not in everything(client, page, initiative)
    # Its maker, who gave the name, sees that it waits.
    assert CANARY in client.get(receipt_path(initiative)).content.decode()
