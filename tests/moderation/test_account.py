"""One's own choices about messages, through Wagtail's account settings."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from moderation.models import StaffPreferences
from tests.factories.users import UserFactory
from tests.moderation.test_absences import put_away

pytestmark = pytest.mark.django_db
ACCOUNT = "/admin/account/"
# What Wagtail's own panels ask for.
OTHERS = {
    "name_email-first_name": "Anna",
    "name_email-last_name": "Laine",
    "locale-preferred_language": "fi",
    "locale-current_time_zone": "Europe/Helsinki",
    "theme-theme": "system",
    "theme-contrast": "system",
    "theme-density": "default",
    "theme-keyboard_shortcuts": "on",
}


@pytest.fixture
def anna(client):
    user = UserFactory(handler=True)
    client.force_login(user)
    return user


def day(days):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def save(client, **data):
    return client.post(
        ACCOUNT,
        {**OTHERS, **{f"messages-{name}": value for name, value in data.items()}},
    )


def wrong(response):
    """The fields that have an error."""
    page = response.content.decode()
    return set(re.findall(r'w-field--error"[^>]*data-contentpath="(\w+)"', page))


def test_absence_deputy_and_mail_are_saved(client, anna):
    olli = UserFactory(handler=True)

    response = save(
        client,
        away_from=day(1),
        away_until=day(3),
        deputy=olli.pk,
        mail_each_message="on",
    )

    choices = StaffPreferences.objects.get(user=anna)
    assert response.status_code == 302
    assert (choices.away_from.isoformat(), choices.deputy) == (day(1), olli)
    assert (choices.daily_digest, choices.mail_each_message) == (False, True)


def test_digest_is_on_and_mail_of_each_message_off_until_one_chooses(client, anna):
    page = client.get(ACCOUNT).content.decode()

    boxes = re.findall(r'<input type="checkbox" name="messages-(\w+)"([^>]*)>', page)
    assert {name: "checked" in rest for name, rest in boxes} == {
        "daily_digest": True,
        "mail_each_message": False,
    }


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        ("2026-12-01", "", "away_until"),
        ("", "2026-12-01", "away_from"),
        ("2026-12-02", "2026-12-01", "away_until"),
        ("huomenna", "2026-12-01", "away_from"),
    ],
)
def test_bad_dates_are_said_and_nothing_is_saved(client, anna, first, last, field):
    response = save(client, away_from=first, away_until=last)

    assert response.status_code == 200
    assert wrong(response) == {field}
    assert not StaffPreferences.objects.exists()


def refused(client, deputy):
    response = save(client, away_from=day(1), away_until=day(3), deputy=deputy)
    return (
        response.status_code == 200
        and wrong(response) == {"deputy"}
        and not StaffPreferences.objects.filter(deputy=deputy).exists()
    )


def test_deputy_must_have_the_same_rights(client, anna):
    client.force_login(UserFactory(moderator=True))

    assert refused(client, anna.pk)


@pytest.mark.parametrize("role", ["participation", "communications"])
def test_deputy_must_work_with_messages(client, anna, role):
    assert refused(client, UserFactory(**{role: True}).pk)


def test_nobody_is_their_own_deputy(client, anna):
    assert refused(client, anna.pk)


def test_deputies_do_not_lead_in_a_circle(client, anna):
    olli, pia = UserFactory(handler=True), UserFactory(handler=True)
    put_away(olli, pia, 3, 9)
    put_away(pia, anna, 0, 1)

    assert refused(client, olli.pk)


def test_deputy_who_is_away_at_another_time_will_do(client, anna):
    olli = UserFactory(handler=True)
    put_away(olli, anna, 4, 9)

    assert not refused(client, olli.pk)


def test_choices_are_not_offered_to_those_without_messages(client):
    client.force_login(UserFactory(communications=True))

    assert "messages-away_from" not in client.get(ACCOUNT).content.decode()
