"""The demo's unfinished initiative: a draft that is continued by its link."""

from datetime import datetime

from django.utils import timezone

from home.demo.clock import clock_at
from home.demo.files import Calendar, Texts, own_id, read
from initiatives.mails import private_url
from initiatives.making import services
from initiatives.making.drafts import PAGE
from initiatives.models import Draft


def rows() -> list[Texts]:
    found: list[Texts] = read("initiatives.toml")["drafts"]
    return found


def load_drafts(calendar: Calendar) -> int:
    """Begin what is not there yet; returns how many. Each stands for its days, then goes."""
    keys = {own_id("draft", row["key"]) for row in rows()}
    there = set(Draft.objects.filter(uuid__in=keys).values_list("uuid", flat=True))
    missing = [row for row in rows() if own_id("draft", row["key"]) not in there]
    for row in missing:
        _write(row, calendar.moment(row["at"], weekends=True))
    return len(missing)


def _write(row: Texts, at: datetime) -> None:
    language = row["language"]
    with clock_at(at):
        draft = services.begin(language=language, now=at)
        for step, typed in row["typed"].items():
            services.keep(draft=draft, step=step, typed=typed, language=language)
    # Found again by it at the next loading.
    Draft.objects.filter(pk=draft.pk).update(uuid=own_id("draft", row["key"]))


def draft_links() -> list[tuple[str, str]]:
    """The language and the secret address of each that has not gone yet."""
    keys = [own_id("draft", row["key"]) for row in rows()]
    there = Draft.objects.filter(uuid__in=keys, expires_at__gt=timezone.now())
    return [
        (draft.language, private_url("continue_draft", PAGE, draft)) for draft in there
    ]
