"""The screens: list, batches, keying in, correcting, checking."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from initiatives.enums import Refusal, Stage
from initiatives.models import Initiative, PaperBatch, Support
from initiatives.supporting.paper import rules, services
from moderation.models import AuditEvent
from tests.factories.core import MunicipalityFactory
from tests.factories.initiatives import InitiativeFactory
from tests.factories.users import UserFactory
from tests.support.queries import counted

pytestmark = pytest.mark.django_db
LIST = "/admin/paperikannatukset/"
NAME = "Kanarialintu Kalle"


@pytest.fixture
def keyer(client):
    user = UserFactory(in_groups=["registry"])
    client.force_login(user)
    return user


@pytest.fixture
def place():
    return MunicipalityFactory(name_fi="Virrat")


@pytest.fixture
def initiative():
    return InitiativeFactory(at=Stage.COLLECTING, title="Penkki mäen puoliväliin")


def batch_of(initiative, user, place, names=(NAME, "Aino Aalto"), *, close=False):
    batch = services.start_batch(
        initiative=initiative, received_on=timezone.localdate(), user=user
    )
    rows = [(name, place) for name in names]
    if close:
        return services.give_to_check(
            batch=batch, rows=rows, user=user, version=1, now=timezone.now()
        )
    return services.add_rows(batch=batch, rows=rows, user=user, version=1)


def url_of(batch):
    return reverse("paper:batch", args=[batch.initiative.reference, batch.number])


def sheet(version, *rows, act="add"):
    """A POST of so many rows of name and municipality."""
    data = {"act": act, "version": version}
    for index, (name, municipality) in enumerate(rows):
        data[f"row{index}-name"] = name
        data[f"row{index}-municipality"] = municipality.pk if municipality else ""
    return data


# -- The lists ---------------------------------------------------------------------


def shown(client, query=""):
    response = client.get(f"{LIST}{query}")
    assert response.status_code == 200
    return [row.title for row, _day, _lang in response.context["rows"]]


def test_list_shows_where_sheets_can_come_and_what_waits(
    client, keyer, initiative, place
):
    other = UserFactory(in_groups=["registry"])
    sent = InitiativeFactory(at=Stage.SENT, title="Lähetetty")
    decided = InitiativeFactory(at=Stage.DECIDED, title="Päätetty")
    InitiativeFactory(at=Stage.SCREENING, title="Tarkistettavana")
    batch_of(sent, other, place, close=True)
    batch_of(initiative, other, place)

    counts = [view["count"] for view in client.get(LIST).context["views"]]
    assert set(shown(client)) == {initiative.title, sent.title}
    assert shown(client, "?view=check") == [sent.title]
    assert shown(client, "?view=open") == [initiative.title]
    assert set(shown(client, "?view=with")) == {initiative.title, sent.title}
    assert counts == [2, 1, 1, 2]
    assert decided.title not in shown(client, "?view=with")


def test_list_is_narrowed_by_words_and_reference(client, keyer, initiative):
    InitiativeFactory(at=Stage.COLLECTING, title="Toinen")

    assert shown(client, "?q=mäen") == [initiative.title]
    assert shown(client, f"?q={initiative.reference}") == [initiative.title]
    assert shown(client, "?q=%00ei+ole") == []
    assert len(shown(client, "?view=ei-ole")) == 2
    assert client.get(f"{LIST}?sivu=9").status_code == 404


def test_lists_cost_the_same_for_one_and_for_thirty(client, keyer, initiative, place):
    batch_of(initiative, keyer, place)
    batches = reverse("paper:batches", args=[initiative.reference])

    def queries(address):
        client.get(address)
        with counted() as found:
            assert client.get(address).status_code == 200
        return len(found)

    before = [queries(LIST), queries(batches)]
    for _ in range(29):
        batch_of(initiative, UserFactory(in_groups=["registry"]), place, close=True)
        InitiativeFactory(at=Stage.COLLECTING)

    assert [queries(LIST), queries(batches)] == before
    assert len(client.get(batches).context["batches"]) == 25
    assert len(client.get(f"{batches}?sivu=2").context["batches"]) == 5


def test_batch_costs_the_same_for_one_row_and_for_ninety(
    client, keyer, initiative, place
):
    def queries(batch):
        client.get(url_of(batch))
        with counted() as found:
            assert client.get(url_of(batch)).status_code == 200
        return len(found)

    other = UserFactory(in_groups=["registry"])
    small = batch_of(initiative, keyer, place, [NAME])
    large = batch_of(initiative, keyer, place, [NAME] * rules.MOST_ROWS)
    assert queries(small) == queries(large)
    small = batch_of(initiative, other, place, [NAME], close=True)
    large = batch_of(initiative, other, place, [NAME] * rules.MOST_ROWS, close=True)
    assert queries(small) == queries(large)


# -- A new batch ---------------------------------------------------------------------


def test_batch_is_begun_with_the_day_on_which_the_sheets_came(
    client, keyer, initiative
):
    address = reverse("paper:batches", args=[initiative.reference])
    today = timezone.localdate()

    response = client.post(address, {"received_on": today.isoformat()})

    batch = PaperBatch.objects.get()
    assert response["Location"] == url_of(batch)
    assert (batch.number, batch.received_on, batch.keyed_by) == (1, today, keyer)


@pytest.mark.parametrize("day", ["", "ei päivä", "0001-01-01", "\x00"])
def test_bad_day_is_refused_in_words(client, keyer, initiative, day):
    address = reverse("paper:batches", args=[initiative.reference])

    response = client.post(address, {"received_on": day})

    assert response.status_code == 422
    assert response.context["errors"]
    assert not PaperBatch.objects.exists()


def test_day_lies_within_the_time_of_collecting(client, keyer):
    initiative = InitiativeFactory(at=Stage.COLLECTING)
    now = timezone.now()
    Initiative.objects.filter(pk=initiative.pk).update(
        collects_until=now - timedelta(days=2)
    )
    address = reverse("paper:batches", args=[initiative.reference])
    days = [timezone.localdate(now) - timedelta(days=n) for n in (-1, 0, 1, 2)]

    statuses = [
        client.post(address, {"received_on": day.isoformat()}).status_code
        for day in days
    ]

    # Published today, so that not even the last day of collecting is possible.
    assert statuses == [422] * 4


def test_registered_initiative_takes_no_new_batch(client, keyer):
    initiative = InitiativeFactory(at=Stage.REGISTERED)
    address = reverse("paper:batches", args=[initiative.reference])

    shown = client.get(address)
    response = client.post(address, {"received_on": timezone.localdate().isoformat()})

    assert 'name="received_on"' not in shown.content.decode()
    assert response.status_code == 409
    assert not PaperBatch.objects.exists()


# -- Keying in ---------------------------------------------------------------------


def test_rows_are_stored_in_order_and_empty_ones_are_none(
    client, keyer, initiative, place
):
    batch = batch_of(initiative, keyer, place, ["Eka"])
    rows = [("  Aino   Aalto ", place), ("", place), ("Olli Oja", None)]

    response = client.post(url_of(batch), sheet(batch.version, *rows))

    assert response.status_code == 302
    stored = Support.objects.order_by("pk")
    assert [(row.name, row.municipality) for row in stored] == [
        ("Eka", place),
        ("Aino Aalto", place),
        ("Olli Oja", None),
    ]
    assert {row.language for row in stored} == {"fi"}


def test_next_sheet_goes_on_with_number_and_municipality(
    client, keyer, initiative, place
):
    batch = batch_of(initiative, keyer, place)

    form = client.get(url_of(batch)).context["sheet"].forms[0]

    assert form.number == 3
    assert form["municipality"].value() == place.pk
    assert len(client.get(url_of(batch)).context["sheet"].forms) == 15


@pytest.mark.parametrize(
    ("name", "municipality"), [("x" * 151, ""), ("\x00", ""), ("Aino", "99999")]
)
def test_bad_rows_come_back_with_all_that_was_typed(
    client, keyer, initiative, place, name, municipality
):
    batch = batch_of(initiative, keyer, place, ["Eka"])
    data = sheet(batch.version, ("Olli Oja", place), (name, None))
    data["row1-municipality"] = municipality

    response = client.post(url_of(batch), data)

    assert response.status_code == 422
    assert response.context["errors"]
    assert response.context["sheet"].forms[0]["name"].value() == "Olli Oja"
    assert batch.supports.count() == 1


def test_rows_typed_on_an_old_screen_are_kept(client, keyer, initiative, place):
    batch = batch_of(initiative, keyer, place)

    response = client.post(url_of(batch), sheet(1, ("Olli Oja", place)))

    assert response.status_code == 409
    assert response.context["sheet"].forms[0]["name"].value() == "Olli Oja"
    assert batch.supports.count() == 2
    # Saved again, knowing what is there.
    version = response.context["batch"].version
    assert client.post(url_of(batch), sheet(version, ("Olli Oja", place)))
    assert batch.supports.count() == 3


def test_rows_typed_while_another_closed_the_batch_are_kept(
    client, keyer, initiative, place
):
    batch = batch_of(initiative, keyer, place)
    services.give_to_check(
        batch=batch,
        user=UserFactory(in_groups=["registry"]),
        version=batch.version,
        now=timezone.now(),
    )

    response = client.post(url_of(batch), sheet(batch.version, ("Olli Oja", place)))

    assert response.status_code == 409
    assert "Olli Oja" in response.content.decode()
    assert batch.supports.count() == 2


def test_more_rows_than_the_batch_has_room_for_are_kept(
    client, keyer, initiative, place
):
    batch = batch_of(initiative, keyer, place, [NAME] * (rules.MOST_ROWS - 1))
    rows = [("Olli Oja", place), ("Outi Oja", place)]

    response = client.post(url_of(batch), sheet(batch.version, *rows))

    assert response.status_code == 409
    assert "Outi Oja" in response.content.decode()
    assert batch.supports.count() == rules.MOST_ROWS - 1


def test_closing_takes_the_last_rows_along(client, keyer, initiative, place):
    batch = batch_of(initiative, keyer, place)

    response = client.post(
        url_of(batch), sheet(batch.version, ("Olli Oja", place), act="close")
    )

    batch.refresh_from_db()
    assert response.status_code == 302
    assert batch.closed_at
    assert batch.supports.count() == 3


def test_row_is_corrected_and_removed(client, keyer, initiative, place):
    batch = batch_of(initiative, keyer, place)
    first, second = batch.supports.order_by("pk")
    row = reverse("paper:row", args=[initiative.reference, 1, first.pk])

    client.post(row, {"name": "Kalle K", "municipality": "", "version": 2})
    first.refresh_from_db()
    assert (first.name, first.municipality) == ("Kalle K", None)

    other = reverse("paper:row", args=[initiative.reference, 1, second.pk])
    assert client.post(other, {"act": "remove", "version": 3})["Location"] == url_of(
        batch
    )
    assert list(batch.supports.all()) == [first]


def test_row_typed_on_an_old_screen_is_kept(client, keyer, initiative, place):
    batch = batch_of(initiative, keyer, place)
    row = batch.supports.first()
    address = reverse("paper:row", args=[initiative.reference, 1, row.pk])

    response = client.post(address, {"name": "Uusi nimi", "version": "x"})
    empty = client.post(address, {"name": "", "version": batch.version})

    assert (response.status_code, empty.status_code) == (409, 422)
    assert "Uusi nimi" in response.content.decode()
    row.refresh_from_db()
    assert row.name == NAME


# -- The check ----------------------------------------------------------------------


@pytest.fixture
def waiting(keyer, initiative, place):
    """A batch that another person has keyed in; its second row says the first again."""
    other = UserFactory(in_groups=["registry"])
    return batch_of(initiative, other, place, [NAME, NAME, "Aino"], close=True)


def check(batch, act="approve", note="", **decisions):
    return {"act": act, "version": batch.version, "note": note, **decisions}


def test_second_person_decides_on_what_has_a_finding(
    client, keyer, initiative, waiting
):
    first, second, third = waiting.supports.order_by("pk")
    undecided = client.post(url_of(waiting), check(waiting))
    assert undecided.status_code == 422
    assert list(undecided.context["check"].errors) == [f"row{second.pk}"]

    decisions = {f"row{second.pk}": "twice", f"row{third.pk}": "accepted"}
    client.post(url_of(waiting), check(waiting, **decisions))

    waiting.refresh_from_db()
    assert set(waiting.supports.all()) == {first, third}
    assert waiting.refused == {Refusal.TWICE: 1}
    assert Initiative.objects.get(pk=initiative.pk).support_count == 2
    assert NAME not in client.get(url_of(waiting)).content.decode()


def test_second_person_returns_it_with_a_note(client, keyer, waiting):
    empty = client.post(url_of(waiting), check(waiting, "return", note=" "))
    assert empty.status_code == 422

    client.post(url_of(waiting), check(waiting, "return", note="Rivi 3 on Aila."))

    waiting.refresh_from_db()
    assert waiting.is_open
    assert "Rivi 3 on Aila." in client.get(url_of(waiting)).content.decode()


def test_decisions_on_an_old_screen_are_kept(client, keyer, waiting):
    second = waiting.supports.order_by("pk")[1]
    data = check(waiting, note="Muista tämä", **{f"row{second.pk}": "twice"})

    response = client.post(url_of(waiting), {**data, "version": 1})

    assert response.status_code == 409
    assert "Muista tämä" in response.content.decode()
    assert response.context["check"][f"row{second.pk}"].value() == "twice"
    assert waiting.supports.count() == 3


@pytest.mark.parametrize("act", ["approve", "return"])
def test_who_keyed_it_in_neither_checks_nor_returns(
    client, keyer, initiative, place, act
):
    batch = batch_of(initiative, keyer, place, close=True)

    shown = client.get(url_of(batch))
    response = client.post(url_of(batch), check(batch, act, note="Minä itse"))

    assert response.status_code == 403
    assert 'value="approve"' not in shown.content.decode()
    batch.refresh_from_db()
    assert batch.closed_at
    assert not batch.checked_at


def test_who_keyed_it_in_takes_it_back(client, keyer, initiative, place, waiting):
    mine = batch_of(initiative, keyer, place, close=True)

    assert client.post(url_of(mine), check(mine, "take-back")).status_code == 302
    assert client.post(url_of(waiting), check(waiting, "take-back")).status_code == 422

    mine.refresh_from_db()
    waiting.refresh_from_db()
    assert mine.is_open
    assert not waiting.is_open


# -- Who may, and what addresses name ------------------------------------------------


@pytest.mark.parametrize("group", ["communications", "moderator", "handler", "writer"])
def test_others_get_a_403_in_words(client, keyer, initiative, place, group):
    batch = batch_of(initiative, keyer, place)
    row = batch.supports.first()
    addresses = [
        LIST,
        reverse("paper:batches", args=[initiative.reference]),
        url_of(batch),
        reverse("paper:row", args=[initiative.reference, 1, row.pk]),
    ]
    client.force_login(UserFactory(**{group: True}))
    before = AuditEvent.objects.count()

    for address in addresses:
        for response in (
            client.get(address),
            client.post(address, sheet(2, ("X", place))),
        ):
            assert response.status_code == 403
            assert "oikeutta" in response.content.decode()
            assert "Kanarialintu" not in response.content.decode()
    assert AuditEvent.objects.count() == before
    assert batch.supports.count() == 2


def test_addresses_name_what_is_there_alone(client, keyer, initiative, place):
    batch = batch_of(initiative, keyer, place)
    other = batch_of(InitiativeFactory(at=Stage.COLLECTING), keyer, place)
    theirs = other.supports.first()
    screening = InitiativeFactory(at=Stage.SCREENING)
    reference = initiative.reference

    for address in (
        reverse("paper:batches", args=["A-2026-XXXX"]),
        reverse("paper:batches", args=[screening.reference]),
        reverse("paper:batch", args=[reference, 7]),
        reverse("paper:batch", args=[reference, 10**30]),
        reverse("paper:row", args=[reference, 1, theirs.pk]),
        reverse("paper:row", args=[reference, 1, 10**30]),
    ):
        assert client.get(address).status_code == 404, address
        assert client.post(address, {"version": 1}).status_code == 404, address
    assert batch.supports.count() == other.supports.count() == 2


def test_get_changes_nothing_and_unknown_acts_neither(client, keyer, initiative, place):
    batch = batch_of(initiative, keyer, place)

    client.get(url_of(batch), {"act": "close", "version": batch.version})
    odd = [
        client.post(url_of(batch), {"act": act, "version": version}).status_code
        for act, version in (("x", 2), ("", 2), ("close", "²"), ("close", "9" * 40))
    ]

    batch.refresh_from_db()
    assert odd == [422, 422, 409, 409]
    assert batch.is_open
    assert client.post(LIST).status_code == 405


def test_names_are_kept_on_no_disk(client, keyer, initiative, place):
    batch = batch_of(initiative, keyer, place)

    assert "no-store" in client.get(url_of(batch))["Cache-Control"]
