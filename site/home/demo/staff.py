"""The demo's staff: one person for each role of the desk."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from home.demo.files import Calendar
from moderation.models import SavedView, StaffPreferences
from moderation.services import save_view

# Public on purpose: a login for trying the site out, never for a site in use.
PASSWORD = "lanka-ei-katkea-2026"  # noqa: S105


@dataclass(frozen=True)
class Person:
    username: str
    first_name: str
    group: str
    # What the list of logins says of the person.
    role: str
    superuser: bool = False


STAFF = (
    Person("viestija", "Vilja", "Viestintä", "writes and publishes pages"),
    Person("kirjoittaja", "Kirsi", "Sisällöntuottajat", "writes drafts for review"),
    Person("moderaattori", "Manu", "Moderaattorit", "checks what comes in"),
    Person(
        "moderaattori2", "Mira", "Moderaattorit", "approves publication: two people"
    ),
    Person("kasittelija", "Kaino", "Käsittelijät", "replies for a unit"),
    Person("kasittelija2", "Kerttu", "Käsittelijät", "replies for others; now away"),
    Person("osallisuus", "Oona", "Osallisuustiimi", "plans ways to take part"),
    Person(
        "kirjaamo", "Kaarina", "Kirjaamo", "registers initiatives, has them handled"
    ),
    Person("tietosuoja", "Tuire", "Tietosuojavastaava", "reads who did what"),
    Person("yllapitaja", "Ylva", "", "administrator", superuser=True),
)


def load_staff(*, logins: bool) -> int:
    """The people, since replies need authors; returns how many are new.

    Only with `logins` can they log in; without, they have no password and are inactive.
    """
    made = 0
    for person in STAFF:
        user, new = get_user_model().objects.get_or_create(
            username=person.username, defaults=_values(person)
        )
        if new and person.group:
            user.groups.set(Group.objects.filter(name=person.group))
        if logins and not user.is_active:
            user.is_active = True
            user.set_password(PASSWORD)
            user.save()
        made += new
    return made


def _values(person: Person) -> dict[str, Any]:
    return {
        "first_name": person.first_name,
        "last_name": "Esimerkki",
        "email": f"{person.username}@example.org",
        "is_active": False,
        "is_superuser": person.superuser,
        "is_staff": person.superuser,
        # Begins with "!": no password fits.
        "password": "!",
    }


def load_absence(calendar: Calendar) -> None:
    """The second handler is away for some days, and the first stands in."""
    users = people()
    StaffPreferences.objects.get_or_create(
        user=users["kasittelija2"],
        defaults={
            "away_from": calendar.day("-1d"),
            "away_until": calendar.day("+9d"),
            "deputy": users["kasittelija"],
        },
    )


def load_saved_view() -> None:
    """One view of the list that everybody on the desk sees."""
    owner = people()["moderaattori"]
    name = "Ruotsiksi tulleet"
    if not SavedView.objects.filter(user=owner, name=name).exists():
        query = "view=waiting&language=sv"
        save_view(user=owner, name=name, query=query, shared=True)


def people() -> dict[str, Any]:
    """The users by username."""
    names = [person.username for person in STAFF]
    users = get_user_model().objects.filter(username__in=names)
    return {user.get_username(): user for user in users}


def anybody_can_log_in() -> bool:
    return any(user.is_active for user in people().values())
