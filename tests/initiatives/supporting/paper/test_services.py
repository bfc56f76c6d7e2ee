"""What is written: once, by two people, in time, and without names in the log."""

from datetime import timedelta

import pytest
from django.utils import timezone

from initiatives.enums import BatchState, Kind, Refusal, Stage
from initiatives.models import Initiative, PaperBatch, Support
from initiatives.services import retention
from initiatives.supporting.paper import rules, services
from initiatives.supporting.paper.findings import rows_of
from moderation.models import AuditEvent, Submission
from moderation.services import FourEyes
from moderation.services.base import Conflict, NotAllowedNow
from tests.factories.core import MunicipalityFactory
from tests.factories.initiatives import InitiativeFactory
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db
NAME = "Kanarialintu Kalle"


@pytest.fixture
def keyer():
    return UserFactory(in_groups=["registry"])


@pytest.fixture
def checker():
    return UserFactory(in_groups=["registry"])


@pytest.fixture
def place():
    return MunicipalityFactory(name_fi="Virrat")


@pytest.fixture
def initiative():
    return InitiativeFactory(at=Stage.COLLECTING)


def batch_of(initiative, keyer, place, names=(NAME, "Aino Aalto", "Olli Oja")):
    batch = services.start_batch(
        initiative=initiative, received_on=timezone.localdate(), user=keyer
    )
    rows = [(name, place) for name in names]
    return services.add_rows(batch=batch, rows=rows, user=keyer, version=1)


def closed(batch, keyer):
    return services.give_to_check(
        batch=batch, user=keyer, version=batch.version, now=timezone.now()
    )


def approve(batch, user, **refused):
    return services.approve(
        batch=batch,
        user=user,
        version=batch.version,
        refused=refused.get("refused", {}),
        now=timezone.now(),
    )


def counted(initiative):
    return Initiative.objects.get(pk=initiative.pk).support_count


# -- From the sheet to the count --------------------------------------------------


def test_rows_count_once_another_has_checked(initiative, keyer, checker, place):
    batch = batch_of(initiative, keyer, place)
    assert counted(initiative) == Support.objects.counted().count() == 0
    batch = closed(batch, keyer)
    assert counted(initiative) == 0

    approve(batch, checker)

    batch.refresh_from_db()
    assert counted(initiative) == Support.objects.counted().count() == 3
    assert (batch.state, batch.accepted, batch.checked_by) == (
        BatchState.CHECKED,
        3,
        checker,
    )


def test_batch_counts_once_however_often_it_is_approved(
    initiative, keyer, checker, place
):
    batch = closed(batch_of(initiative, keyer, place), keyer)

    approve(batch, checker)
    with pytest.raises(Conflict):
        approve(batch, checker)
    batch.refresh_from_db()
    with pytest.raises(NotAllowedNow):
        approve(batch, checker)

    assert counted(initiative) == 3


def test_what_does_not_count_is_erased_and_its_number_stays(
    initiative, keyer, checker, place
):
    batch = closed(batch_of(initiative, keyer, place), keyer)
    first, second, third = batch.supports.order_by("pk")

    accepted = approve(
        batch,
        checker,
        refused={first.pk: Refusal.ILLEGIBLE, third.pk: Refusal.ILLEGIBLE},
    )

    batch.refresh_from_db()
    assert accepted == counted(initiative) == 1
    assert list(batch.supports.all()) == [second]
    assert batch.refused == {"illegible": 2}


def test_row_of_another_batch_is_not_refused_here(initiative, keyer, checker, place):
    other = batch_of(initiative, keyer, place).supports.first()
    batch = closed(batch_of(initiative, keyer, place), keyer)

    with pytest.raises(Conflict):
        approve(batch, checker, refused={other.pk: Refusal.TWICE})

    assert Support.objects.filter(pk=other.pk).exists()
    assert counted(initiative) == 0


def test_who_keyed_a_row_does_not_check(initiative, keyer, checker, place):
    batch = batch_of(initiative, keyer, place)
    batch = services.add_rows(
        batch=batch, rows=[("Elli Etsijä", place)], user=checker, version=batch.version
    )
    batch = closed(batch, keyer)

    for user in (keyer, checker):
        with pytest.raises(FourEyes):
            approve(batch, user)
    assert counted(initiative) == 0
    assert approve(batch, UserFactory(administrator=True)) == 4


def test_who_corrected_or_removed_a_row_does_not_check_either(
    initiative, keyer, checker, place
):
    other = UserFactory(in_groups=["registry"])
    batch = batch_of(initiative, keyer, place)
    first, second, _third = batch.supports.order_by("pk")
    first.batch = batch
    services.change_row(
        row=first, name="Kalle Kana", municipality=place, user=checker, version=2
    )
    batch.refresh_from_db()
    second.batch = batch
    services.remove_row(row=second, user=other, version=3)
    batch.refresh_from_db()
    batch = closed(batch, keyer)

    for user in (keyer, checker, other):
        with pytest.raises(FourEyes):
            approve(batch, user)


def test_returned_batch_is_corrected_and_checked(initiative, keyer, checker, place):
    batch = closed(batch_of(initiative, keyer, place), keyer)

    batch = services.give_back(
        batch=batch, user=checker, version=batch.version, note="Rivi 2 on Ahola."
    )
    assert (batch.state, batch.note) == (BatchState.OPEN, "Rivi 2 on Ahola.")
    with pytest.raises(NotAllowedNow):
        approve(batch, checker)
    batch = closed(batch, keyer)

    assert batch.note == ""
    assert approve(batch, checker) == 3


def test_nothing_is_changed_once_it_waits_to_be_checked(initiative, keyer, place):
    batch = closed(batch_of(initiative, keyer, place), keyer)
    row = batch.supports.first()
    change = {"user": keyer, "version": batch.version}

    with pytest.raises(NotAllowedNow):
        services.add_rows(batch=batch, rows=[("Uusi", place)], **change)
    with pytest.raises(NotAllowedNow):
        services.change_row(row=row, name="Uusi", municipality=place, **change)
    with pytest.raises(NotAllowedNow):
        services.remove_row(row=row, **change)
    with pytest.raises(NotAllowedNow):
        services.give_to_check(batch=batch, now=timezone.now(), **change)
    assert batch.supports.count() == 3


def test_form_sent_twice_stores_its_rows_once(initiative, keyer, place):
    batch = batch_of(initiative, keyer, place)

    with pytest.raises(Conflict):
        services.add_rows(batch=batch, rows=[(NAME, place)], user=keyer, version=1)

    assert batch.supports.count() == 3


def test_batch_has_room_for_so_many(initiative, keyer, place):
    batch = batch_of(initiative, keyer, place, [NAME] * rules.MOST_ROWS)

    with pytest.raises(services.TooManyRows):
        services.add_rows(
            batch=batch, rows=[(NAME, place)], user=keyer, version=batch.version
        )


def test_empty_batch_is_removed_and_not_given_to_check(initiative, keyer, place):
    batch = services.start_batch(
        initiative=initiative, received_on=timezone.localdate(), user=keyer
    )
    full = batch_of(initiative, keyer, place)

    with pytest.raises(NotAllowedNow):
        closed(batch, keyer)
    with pytest.raises(NotAllowedNow):
        services.remove_batch(batch=full, user=keyer, version=full.version)
    services.remove_batch(batch=batch, user=keyer, version=1)

    assert list(PaperBatch.objects.values_list("number", flat=True)) == [2]


# -- In time -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stage", "begins", "ends"),
    [
        (Stage.COLLECTING, True, True),
        (Stage.SENT, True, True),
        (Stage.REGISTERED, False, True),
        (Stage.HEARD, False, True),
        (Stage.DECIDED, False, False),
        (Stage.ARCHIVED, False, False),
    ],
)
def test_new_sheets_until_registered_and_the_begun_ones_until_decided(
    keyer, checker, place, stage, begins, ends
):
    initiative = InitiativeFactory(at=Stage.COLLECTING)
    batch = closed(batch_of(initiative, keyer, place), keyer)
    if stage != Stage.COLLECTING:
        bring_on(initiative, stage)

    if begins:
        batch_of(initiative, keyer, place)
    else:
        with pytest.raises(NotAllowedNow):
            batch_of(initiative, keyer, place)
    if ends:
        assert approve(batch, checker) == 3
    else:
        with pytest.raises(NotAllowedNow):
            approve(batch, checker)
    assert counted(initiative) == (3 if ends else 0)


def bring_on(initiative, stage):
    """From collecting to a later stage."""
    from initiatives.enums import Actor
    from initiatives.services import move
    from tests.factories import initiatives as factory

    for target in factory._way(stage):
        clock = target in {Stage.SENT, Stage.ARCHIVED}
        move(
            initiative=initiative,
            target=target,
            actor=Actor.CLOCK if clock else Actor.REGISTRY,
            **factory.GIVEN.get(target, {}),
        )


def test_suggestions_and_what_is_not_public_take_no_sheets(keyer, place):
    not_collecting = InitiativeFactory(at=Stage.COLLECTING)
    Initiative.objects.filter(pk=not_collecting.pk).update(collects=False)
    screening = InitiativeFactory(at=Stage.SCREENING)
    for initiative in (
        InitiativeFactory(kind=Kind.SUGGESTION, at=Stage.RECEIVED),
        screening,
        not_collecting,
    ):
        with pytest.raises(NotAllowedNow):
            batch_of(initiative, keyer, place)


def test_threshold_reached_by_sheets_after_sending_obliges_the_county(
    initiative, keyer, checker, place
):
    Initiative.objects.filter(pk=initiative.pk).update(threshold=3)
    batch = closed(batch_of(initiative, keyer, place), keyer)
    bring_on(initiative, Stage.SENT)
    assert Initiative.objects.get(pk=initiative.pk).decide_by is None

    approve(batch, checker)

    found = Initiative.objects.get(pk=initiative.pk)
    assert found.decide_by > found.sent_at + timedelta(days=180)
    assert found.decide_by < found.sent_at + timedelta(days=186)
    assert found.answer_by == found.next_due()


def test_threshold_not_reached_obliges_to_nothing(initiative, keyer, checker, place):
    Initiative.objects.filter(pk=initiative.pk).update(threshold=4)
    batch = closed(batch_of(initiative, keyer, place), keyer)
    bring_on(initiative, Stage.SENT)

    approve(batch, checker)

    assert Initiative.objects.get(pk=initiative.pk).decide_by is None


# -- What is noticed --------------------------------------------------------------


def findings(batch):
    return [[f.reason for f in row.findings] for row in rows_of(batch)]


def test_same_name_in_the_same_municipality_is_noticed(initiative, keyer, place):
    elsewhere = MunicipalityFactory()
    Support.objects.create(
        initiative=initiative,
        email="aino@example.org",
        name="Aino Aalto",
        municipality=place,
        language="fi",
        confirmed_at=timezone.now(),
    )
    first = batch_of(initiative, keyer, place, [NAME, "kalle  KANARIALINTU", "Eri"])
    rows = [(NAME, place), (NAME, elsewhere), ("AALTO AINO", place), ("??", place)]
    second = services.start_batch(
        initiative=initiative, received_on=timezone.localdate(), user=keyer
    )
    services.add_rows(batch=second, rows=[*rows, ("Elli", None)], user=keyer, version=1)

    assert findings(first) == [[], [Refusal.TWICE], []]
    assert findings(second) == [
        [Refusal.TWICE],
        [],
        [Refusal.TWICE],
        [Refusal.ILLEGIBLE],
        [Refusal.NO_MUNICIPALITY],
    ]
    words = [row.findings[0].words for row in rows_of(second) if row.findings]
    assert "1" in words[0]
    assert "verko" in words[1] or "web" in words[1]


def test_other_initiatives_and_unconfirmed_support_are_not_looked_at(
    initiative, keyer, place
):
    batch_of(InitiativeFactory(at=Stage.COLLECTING), keyer, place)
    Support.objects.create(
        initiative=initiative,
        email="k@example.org",
        name=NAME,
        municipality=place,
        language="fi",
    )

    assert findings(batch_of(initiative, keyer, place)) == [[], [], []]


def test_name_that_is_corrected_is_noticed_anew(initiative, keyer, place):
    batch = batch_of(initiative, keyer, place)
    row = batch.supports.last()
    row.batch = batch

    services.change_row(
        row=row, name=NAME.lower(), municipality=place, user=keyer, version=2
    )

    assert findings(batch) == [[], [], [Refusal.TWICE]]


# -- Log and retention --------------------------------------------------------------


def test_log_tells_acts_and_figures_and_no_names(initiative, keyer, checker, place):
    batch = closed(batch_of(initiative, keyer, place), keyer)
    batch = services.give_back(
        batch=batch, user=checker, version=batch.version, note=f"{NAME} puuttuu"
    )
    batch = closed(batch, keyer)
    approve(batch, checker, refused={batch.supports.first().pk: Refusal.TWICE})

    events = AuditEvent.objects.filter(action__startswith="paper").order_by("pk")
    assert [(e.action, e.detail, e.user, e.reference) for e in events] == [
        (action, detail, user, initiative.reference)
        for action, detail, user in [
            ("paper-keyed", "1 +0", keyer),
            ("paper-keyed", "1 +3", keyer),
            ("paper-closed", "1 3", keyer),
            ("paper-returned", "1", checker),
            ("paper-closed", "1 3", keyer),
            ("paper-checked", "1 +2 -1", checker),
        ]
    ]


def test_names_are_stored_encrypted(initiative, keyer, checker, place):
    from django.db import connection

    batch = closed(batch_of(initiative, keyer, place), keyer)
    services.give_back(
        batch=batch, user=checker, version=batch.version, note=f"{NAME} puuttuu"
    )
    with connection.cursor() as cursor:
        for table in ("initiatives_support", "initiatives_paperbatch"):
            cursor.execute(f"SELECT * FROM {table}")
            assert "Kanarialintu" not in str(cursor.fetchall())


def test_after_the_retention_time_numbers_stay_and_the_rest_goes(
    initiative, keyer, checker, place
):
    done = closed(batch_of(initiative, keyer, place), keyer)
    approve(done, checker)
    batch_of(initiative, keyer, place)
    ended = timezone.now() - timedelta(days=365)
    Submission.objects.filter(pk=initiative.pk).update(ended_at=ended)

    retention.erase_supports(now=timezone.now())
    retention.erase_unchecked_batches(now=timezone.now())

    (left,) = PaperBatch.objects.all()
    assert (left.number, left.accepted) == (1, 3)
    assert not Support.objects.exists()
    assert counted(initiative) == 3


def test_withdrawn_initiative_takes_no_more_checks(keyer, checker, place):
    from moderation import services as desk

    initiative = InitiativeFactory(at=Stage.COLLECTING)
    batch = closed(batch_of(initiative, keyer, place), keyer)
    desk.withdraw(submission=initiative)

    with pytest.raises(NotAllowedNow):
        approve(batch, checker)
