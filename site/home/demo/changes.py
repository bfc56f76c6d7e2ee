"""What changed because of the demo's feedback."""

from datetime import datetime, time

from django.utils import timezone
from wagtail.models import Locale, Page

from core.models import ServiceUnit
from feedback_forms.models import Change, Feedback
from home.demo.clock import clock_at
from home.demo.files import Calendar, Texts, own_id, read

LANGUAGES = ("fi", "sv", "en", "fi-simple")


def load_changes(calendar: Calendar, pages: dict[str, Page]) -> int:
    """Publish what is not there yet, in its languages; returns how many texts."""
    rows = {
        own_id("change", row["fi"]["title"]): row
        for row in read("changes.toml")["changes"]
    }
    there = set(
        Change.objects.filter(translation_key__in=rows).values_list(
            "translation_key", flat=True
        )
    )
    missing = [(key, row) for key, row in rows.items() if key not in there]
    made = 0
    for key, row in missing:
        for code in LANGUAGES:
            if code in row:
                change = Change(
                    translation_key=key,
                    locale=Locale.objects.get(language_code=code),
                    **row[code],
                )
                _publish(change, row, calendar, pages)
                made += 1
    return made


def _publish(
    change: Change, row: Texts, calendar: Calendar, pages: dict[str, Page]
) -> None:
    change.happened_on = calendar.day(row["happened_on"])
    change.unit = ServiceUnit.objects.get(name_fi=row["unit"])
    change.page = pages[row["page"]] if "page" in row else None
    noon = timezone.make_aware(datetime.combine(change.happened_on, time(12)))
    with clock_at(noon):
        change.save()
        change.feedback.set(
            Feedback.objects.filter(
                nonce__in=[own_id("feedback", key) for key in row["feedback"]]
            )
        )
        change.save()
        change.save_revision().publish()
