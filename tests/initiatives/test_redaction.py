"""What is redacted in an initiative leaves all its texts, the county's about it too."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from core.printing import can_print
from initiatives.enums import Actor, Stage
from initiatives.models import Initiative, InitiativeEvent, InitiativesPage
from initiatives.printing.document import make_document
from initiatives.services import move
from moderation import services
from moderation.models import Original
from moderation.redaction import Passage, has_mark
from tests.factories import pages
from tests.factories.initiatives import InitiativeFactory
from tests.factories.users import UserFactory
from tests.initiatives.public.test_views import attached
from tests.initiatives.test_leaks import everything, headers, own_addresses
from tests.moderation.test_retention import rows_with

pytestmark = pytest.mark.django_db

NAME = "Kanaria Lintunen"


@pytest.fixture
def page():
    home = pages.home_page()
    return home.add_child(instance=InitiativesPage(title="Aloitteet", slug="aloitteet"))


@pytest.fixture
def staff():
    return UserFactory(moderator=True)


def named(**fields) -> Initiative:
    """Decided and answered, with the name in every text of the makers and of the county."""
    words = f"Niin sanoi\n{NAME}."
    initiative = InitiativeFactory(
        at=Stage.DONE, title=f"{NAME} kyytiin", proposal=words, effects=words,
        community=f"{NAME} ry", measures=words, **fields,
    )  # fmt: skip
    Initiative.objects.filter(pk=initiative.pk).update(answer=words)
    InitiativeEvent.objects.create(initiative=initiative, title=NAME, text=words)
    attached(initiative, f"{NAME}.png", "image/png")
    return Initiative.objects.get(pk=initiative.pk)


def hide(initiative, user, *passages):
    return services.redact(
        submission=initiative,
        user=user,
        passages=[Passage.of(each) for each in passages],
    )


def words_of_pdf(initiative) -> str:
    sheets = PdfReader(BytesIO(make_document(initiative))).pages
    return " ".join(" ".join(sheet.extract_text().split()) for sheet in sheets)


def test_passage_leaves_pages_feeds_search_pdf_and_every_table(client, page, staff):
    initiative = named()
    services.write_note(submission=initiative, user=staff, text=f"{NAME.upper()} taas")
    before = everything(client, page, initiative)
    assert before.count(NAME) > 10, "the test can find it"

    hide(initiative, staff, NAME)

    initiative = Initiative.objects.get(pk=initiative.pk)
    # Without the task that would bring the search up to date: the index is right already.
    # What SQLite keeps of deleted words until the clock merges them is another test's.
    words = ["Kanaria", "Lintunen", "kanaria", "lintunen", "KANARIA"]
    assert rows_with(words) - {"wagtailsearch_indexentry_fts_data"} == set()
    texts = services.texts.texts_of(initiative)
    assert len(texts) >= 8
    assert all(has_mark(text.text) for text in texts if NAME in text.text)
    after = everything(client, page, initiative)
    assert NAME not in after
    assert "Lintunen" not in after
    for address in own_addresses(page, initiative):
        assert "Lintunen" not in headers(client, address)
    if can_print():
        assert "Lintunen" not in words_of_pdf(initiative)
    # Each text as it was: encrypted, for those who may read it.
    assert Original.objects.count() == len(
        [text for text in texts if has_mark(text.text)]
    )


def test_title_without_room_for_the_words_of_a_mark_is_redacted(staff):
    title = "Elsa " * 19 + "Mikko"
    initiative = InitiativeFactory(at=Stage.COLLECTING, title=title)

    hide(initiative, staff, "Elsa")

    initiative.refresh_from_db()
    assert len(initiative.title) <= 100
    assert "Elsa" not in initiative.title

    services.restore_passage(submission=initiative, user=staff, passage="Elsa")

    initiative.refresh_from_db()
    assert initiative.title == title


def test_answer_that_came_later_is_not_overwritten_by_an_original(staff):
    initiative = InitiativeFactory(at=Stage.NOT_NOW, kind="suggestion")
    Initiative.objects.filter(pk=initiative.pk).update(answer=f"Ei nyt, {NAME}.")
    hide(initiative, staff, NAME)

    move(initiative=initiative, target=Stage.CONSIDERED, actor=Actor.REGISTRY)
    move(
        initiative=initiative,
        target=Stage.DONE,
        actor=Actor.REGISTRY,
        answer="Penkki on paikallaan.",
    )

    with pytest.raises(services.NotAllowedNow):
        services.restore_passage(submission=initiative, user=staff, passage=NAME)
    initiative.refresh_from_db()
    assert initiative.answer == "Penkki on paikallaan."
