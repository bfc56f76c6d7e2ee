"""The list as a file: what it holds and what never, who may take it, and its cost."""

import csv
import io
from datetime import timedelta
from itertools import product

import openpyxl
import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from feedback_forms.models import FaceAnswer
from initiatives.enums import Stage
from initiatives.models import Comment
from moderation import services
from moderation.desk import export
from moderation.enums import Action, Flag, Helped, Later
from moderation.models import AuditEvent, FollowUp, ReplyRating, Submission
from moderation.redaction import Passage
from moderation.references import token
from tests.factories.core import MunicipalityFactory, ServiceUnitFactory
from tests.factories.feedback_forms import FeedbackFactory, RecommendationFactory
from tests.factories.initiatives import InitiativeFactory
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/viestit/"
TEXTS = {"texts": "1"}
KINDS = ("csv", "xlsx")


@pytest.fixture
def moderator(client):
    user = UserFactory(moderator=True)
    client.force_login(user)
    return user


def content(client, file="csv", **query):
    response = client.get(ADDRESS, {"export": file, **query})
    assert response.status_code == 200
    assert "attachment" in response["Content-Disposition"]
    return b"".join(response.streaming_content)


def rows(client, file="csv", **query):
    """By the names of the columns, as a spreadsheet reads them."""
    found = content(client, file, **query)
    if file == "csv":
        lines = list(csv.reader(io.StringIO(found.decode("utf-8-sig")), delimiter=";"))
    else:
        sheet = openpyxl.load_workbook(io.BytesIO(found)).active
        lines = [["" if cell is None else cell for cell in row] for row in sheet.values]
    columns = export.all_columns("texts" in query)
    assert len(lines[0]) == len(set(lines[0])) == len(columns)
    return [dict(zip(columns, line, strict=True)) for line in lines[1:]]


def references(client, **query):
    return [row["reference"] for row in rows(client, **query)]


# What is in it -----------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_file_tells_of_each_message_what_the_desk_does(client, moderator, kind):
    town = MunicipalityFactory()
    unit = ServiceUnitFactory(municipality=town)
    feedback = FeedbackFactory(
        published=True, unit=unit, language="sv", channel="phone", flags=[Flag.PHONE]
    )
    received = feedback.answered_at - timedelta(days=3)
    Submission.objects.update(received_at=received, published_at=timezone.now())
    RecommendationFactory(feedback=feedback, score=7, unit=unit)
    ReplyRating.objects.create(submission=feedback, helped=Helped.PARTLY)
    FollowUp.objects.create(
        submission=feedback, ask_at=timezone.now(), outcome=Later.BETTER
    )

    (row,) = rows(client, kind, view="ended")

    assert row["reference"] == feedback.reference
    assert str(row["received"]) == str(
        timezone.make_naive(received).replace(microsecond=0)
    )
    assert row["state"] == "Vastattu"
    assert row["kind"] == "Moite"
    assert row["channel"] == "Puhelin"
    assert row["language"] == "svenska"
    assert row["unit"] == unit.name
    assert row["service_area"] == unit.service_area.name
    assert row["municipality"] == town.name
    assert row["flags"] == "Puhelinnumero"
    assert str(row["days"]) == "3"
    assert row["helped"] == "Osittain"
    assert row["later"] == "Parempi"
    assert str(row["recommendation"]) == "7"
    assert row["published"]
    assert row["due"] == ""


def test_each_kind_has_its_own_columns(client, moderator):
    initiative = InitiativeFactory(at=Stage.COLLECTING, initiators=1)
    services.receive(
        submission=Comment(subject=initiative, message="Hyvä.", language="fi"),
        email="",
    )
    feedback = FeedbackFactory(form="picture", kind="", role="")
    FaceAnswer.objects.create(feedback=feedback, face="good", unit=feedback.unit)

    found = {row["reference"][0]: row for row in rows(client)}

    assert found["A"]["type"] == "Aloite"
    assert found["A"]["stage"] == "Kerää kannatusta"
    assert found["A"]["supporters"] == "0"
    assert found["K"]["comment_on"] == initiative.reference
    assert found["K"]["stage"] == found["K"]["form"] == ""
    assert (found["P"]["form"], found["P"]["face"]) == ("Kuvakortti", "Hyvin")


def test_publication_that_can_be_undone_has_not_come(client, moderator):
    feedback = FeedbackFactory(publication=True)
    services.decide(services.approve_publication, submission=feedback, user=moderator)

    (row,) = rows(client, view="ended")

    assert row["state"] == "Vastattu"
    assert row["published"] == ""


def test_refused_has_its_rule_and_withdrawn_no_text(client, moderator):
    FeedbackFactory(rejected=True)
    FeedbackFactory(withdrawn=True, message="Kanarialintu lauloi.")

    withdrawn, refused = rows(client, view="ended", **TEXTS)

    assert refused["rule"]
    assert withdrawn["text"] == "Teksti on poistettu."
    assert withdrawn["erased"]


# As the list shows it ------------------------------------------------------------


def test_same_messages_in_the_same_order_as_the_list_on_all_its_pages(
    client, moderator
):
    now = timezone.now()
    for days in range(30):
        FeedbackFactory(screening=True, screen_by=now + timedelta(days=days % 7))
    FeedbackFactory(spam=True)

    for query in ({}, {"order": "oldest"}):
        listed = [
            row.submission.reference
            for page in "12"
            for group in client.get(ADDRESS, {**query, "p": page}).context["groups"]
            for row in group["rows"]
        ]
        assert references(client, **query) == listed
        assert len(listed) == 30


def test_view_filters_and_words_narrow_it(client, moderator):
    wanted = FeedbackFactory(handling=True, kind="idea", message="Neuvola oli kiinni.")
    FeedbackFactory(handling=True, kind="idea", message="Penkki puuttuu.")
    FeedbackFactory(handling=True, message="Neuvolassa oli kuuma.")
    FeedbackFactory(answered=True, kind="idea", message="Neuvola oli kiinni.")
    services.index_missing(timezone.now())

    query = {"view": "waiting", "kind": "idea", "q": "neuvoloiden"}

    assert references(client, **query) == [wanted.reference]


@pytest.mark.parametrize(
    "query", [{"view": "x"}, {"unit": "x"}, {"q": "\x00"}, {"order": "x"}, {"p": "99"}]
)
def test_bad_input_is_no_error(client, moderator, query):
    feedback = FeedbackFactory(screening=True)
    expected = [] if "q" in query and query["q"].strip("\x00") else [feedback.reference]
    assert references(client, **query) == expected


def test_other_kind_of_file_is_the_list(client, moderator):
    assert client.get(ADDRESS, {"export": "pdf"}).context["queue"]
    assert client.head(ADDRESS, {"export": "csv"}).status_code == 200
    assert not AuditEvent.objects.filter(action=Action.EXPORTED).exists()


# Texts, and what is never in it ----------------------------------------------------


@pytest.mark.parametrize(("kind", "texts"), list(product(KINDS, ({}, TEXTS))))
def test_nothing_of_who_wrote_is_in_the_file(client, moderator, kind, texts):
    feedback = FeedbackFactory(
        answered=True,
        email="lintu@example.org",
        message="Kanarialintu lauloi. Soita 040 123 4567 tai a@lintu.example, "
        "tunnus 010152-9052.",
    )
    services.redact(
        submission=feedback, user=moderator, passages=[Passage.of("Kanarialintu")]
    )
    initiative = InitiativeFactory(at=Stage.COLLECTING, initiators=2)
    services.receive(
        submission=Comment(
            subject=initiative, message="Hyvä.", name="Kana Ria", language="fi"
        ),
        email="ria@example.org",
    )
    found = [
        str(rows(client, kind, view=view, **texts)) for view in ("waiting", "ended")
    ]

    file = "".join(found)
    assert feedback.reference in file
    assert initiative.reference in file
    for secret in (
        *("Kanarialintu", "example", "040 123", "010152-9052", "Kana Ria", "Aloittaja"),
        token(feedback),
        "/seuranta/",
    ):
        assert secret not in file
    assert ("lauloi" in file) == bool(texts)
    assert ("Kiitos palautteestasi" in file) == bool(texts)
    assert (initiative.title in file) == bool(texts)


@pytest.mark.parametrize("kind", KINDS)
def test_formulas_and_control_characters_are_text(client, moderator, kind):
    signs = ("=", "+", "-", "@", "\t=", "＝")
    for sign in signs:
        FeedbackFactory(message=f"{sign}HYPERLINK(1)\x0b;{sign}2+3")

    file = content(client, kind, **TEXTS)

    if kind == "csv":
        lines = csv.reader(io.StringIO(file.decode("utf-8-sig")), delimiter=";")
        cells = [cell for line in lines for cell in line]
    else:
        sheet = openpyxl.load_workbook(io.BytesIO(file)).active
        assert not [c for row in sheet.rows for c in row if c.data_type == "f"]
        cells = [cell for line in sheet.values for cell in line if cell]
    texts = [cell for cell in cells if "HYPERLINK" in str(cell)]
    assert len(texts) == len(signs)
    assert all(text.startswith("'") for text in texts)


# Who takes it ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "without", "with_texts"),
    [
        ("administrator", 200, 200),
        ("moderator", 200, 200),
        ("participation", 200, 403),
        ("handler", 403, 403),
        ("registry", 403, 403),
        ("original_reader", 403, 403),
        ("data_protection", 403, 403),
        ("communications", 403, 403),
    ],
)
def test_who_may_take_it(client, role, without, with_texts):
    client.force_login(UserFactory(**{role: True}))
    FeedbackFactory(screening=True)

    for query, expected in (({}, without), (TEXTS, with_texts)):
        response = client.get(ADDRESS, {"export": "csv", **query})
        assert response.status_code == expected
        if expected == 200:
            b"".join(response.streaming_content)
        else:
            assert "Sinulla ei ole oikeutta" in response.content.decode()
    exports = AuditEvent.objects.filter(action=Action.EXPORTED).count()
    assert exports == [without, with_texts].count(200)

    page = client.get(ADDRESS).content.decode()
    assert ('name="export"' in page) == (without == 200)
    assert ('name="texts"' in page) == (with_texts == 200)


def test_handler_with_the_right_gets_what_they_see(client):
    handler = UserFactory(handler=True)
    client.force_login(handler)
    handler.user_permissions.add(Permission.objects.get(codename="export_submission"))
    own = FeedbackFactory(screening=True)
    own.unit.handlers.add(handler)
    others = FeedbackFactory(screening=True)
    others.unit.handlers.add(UserFactory(handler=True))

    assert references(client) == [own.reference]


@pytest.mark.parametrize(
    ("query", "detail"), [({}, "messages-xlsx 2"), (TEXTS, "messages-texts-xlsx 2")]
)
def test_taking_it_is_logged_once(client, moderator, query, detail):
    FeedbackFactory.create_batch(2, message="Kanarialintu lauloi.")

    content(client, "xlsx", q="", **query)

    event = AuditEvent.objects.get(action=Action.EXPORTED)
    assert (event.user, event.reference, event.detail) == (moderator, "", detail)


# What it costs -----------------------------------------------------------------------


@pytest.mark.parametrize("query", [{}, TEXTS])
def test_same_number_of_queries_for_1_and_30(client, moderator, query):
    def make(number):
        for _each in range(number):
            feedback = FeedbackFactory(screening=True)
            RecommendationFactory(feedback=feedback, unit=feedback.unit)
            initiative = InitiativeFactory(at=Stage.COLLECTING, initiators=1)
            comment = Comment(subject=initiative, message="Hyvä.", language="fi")
            services.receive(submission=comment, email="")

    def queries():
        content(client, **query)
        with CaptureQueriesContext(connection) as captured:
            content(client, **query)
        return len(captured)

    make(1)
    one = queries()
    make(9)
    assert queries() == one


def test_sent_before_all_is_read(client, moderator, monkeypatch):
    """One chunk at a time, however long the list is."""
    monkeypatch.setattr(export, "CHUNK", 2)
    FeedbackFactory.create_batch(5, screening=True)

    content(client)
    response = client.get(ADDRESS, {"export": "csv"})
    parts = iter(response.streaming_content)
    with CaptureQueriesContext(connection) as captured:
        next(parts), next(parts)
        assert not captured
        next(parts)
        first = len(captured)
    with CaptureQueriesContext(connection) as captured:
        rest = list(parts)

    assert len(rest) == 4
    # Two chunks more, without the list itself.
    assert len(captured) == 2 * (first - 1)
