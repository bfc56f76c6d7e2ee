"""Mail to staff: the daily digest, and of new messages to those who wish for it.

Rows hold ids only and are made into mails at the moment of sending, in the language
that the person has chosen in Wagtail's account settings.
"""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Exists, OuterRef, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from core.models import CountySettings
from moderation import permissions
from moderation.absences import name_of, stood_in_for
from moderation.digest import Digest, desk_address, digest
from moderation.enums import OPEN, StaffMailKind
from moderation.mails import from_county, unique_id, wrapped
from moderation.models import (
    ModerationSettings,
    StaffMail,
    StaffPreferences,
    Submission,
)
from moderation.outbox import deliver

SATURDAY = 5
KEPT = timedelta(days=30)


def prepare_digests(now: datetime) -> int:
    """A row for everybody who works with messages, once a day from the county's hour on.

    The database itself refuses a second one, so that several clocks make one mail.
    """
    rules = ModerationSettings.current()
    local = timezone.localtime(now)
    if local.hour < rules.digest_hour:
        return 0
    if local.weekday() >= SATURDAY and not rules.digest_at_weekends:
        return 0
    today = local.date()
    made = StaffMail.objects.filter(
        kind=StaffMailKind.DIGEST, day=today, user=OuterRef("pk")
    )
    people = (
        permissions.holders(permissions.VIEW[1:])
        .exclude(email="")
        .exclude(pk__in=StaffPreferences.objects.away(today).values("user_id"))
        .filter(~Exists(made))
    )
    rows = [
        StaffMail(kind=StaffMailKind.DIGEST, user=person, day=today)
        for person in people
    ]
    StaffMail.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def send_to_staff(now: datetime | None = None) -> int:
    """Send what is due; returns how many were sent."""
    rows: QuerySet[StaffMail] = StaffMail.objects.select_related("user", "submission")
    return deliver(rows, _message, _nothing_to_say, now=now)


def forget_old(now: datetime) -> int:
    """Rows of mail that was sent, or given up, long ago; returns how many."""
    old = StaffMail.objects.filter(created_at__lt=now - KEPT)
    number, _each = old.delete()
    return number


def _nothing_to_say(mail: StaffMail) -> None:
    """It stays, so that it is not made again the next minute."""
    StaffMail.objects.filter(pk=mail.pk).update(sent_at=timezone.now())


def _message(mail: StaffMail) -> EmailMessage | None:
    """The mail as it goes out, or None when there is nothing to tell, or nobody."""
    if not mail.user.is_active or not mail.user.email:
        return None
    make = MAKERS[StaffMailKind(mail.kind)]
    # Names of units and areas are in the person's language too.
    with translation.override(_language(mail.user)):
        context = make(mail)
        return _made(mail, context) if context else None


def _digest_context(mail: StaffMail) -> dict[str, Any] | None:
    now = timezone.now()
    if mail.day != timezone.localtime(now).date():
        # The server was away all day: today's tells more.
        return None
    wishes = StaffPreferences.objects.filter(user=mail.user).first()
    found = digest(mail.user, now, alerts_only=bool(wishes and not wishes.daily_digest))
    if not found:
        return None
    return {
        "digest": found,
        "days": ModerationSettings.current().alert_days,
        "lists": _lists(found),
        "late_link": desk_address("late"),
        "deputies_of": stood_in_for(mail.user, now),
    }


def _lists(found: Digest) -> dict[str, str]:
    """The address of each list that has something for this person."""
    views = {
        "mine": "mine",
        "units": "units",
        "to_check": "free",
        "reviews": "review",
        "publication": "publication",
        "told": "told",
    }
    return {
        name: desk_address(view) for name, view in views.items() if getattr(found, name)
    }


def _new_message_context(mail: StaffMail) -> dict[str, Any] | None:
    submission = mail.submission
    if submission is None or submission.state not in OPEN:
        return None
    seen = Submission.objects.filter(permissions.visible_to(mail.user))
    may_read = permissions.can_view(mail.user)
    if not may_read or not seen.filter(pk=submission.pk).exists():
        return None
    path = reverse("desk:item", args=[submission.reference])
    return {
        "reference": submission.reference,
        "unit": submission.handler_name,
        "answer_by": submission.answer_by,
        "link": f"{settings.BASE_URL.rstrip('/')}{path}",
    }


MAKERS = {
    StaffMailKind.DIGEST: _digest_context,
    StaffMailKind.NEW_MESSAGE: _new_message_context,
}


def _made(mail: StaffMail, context: dict[str, Any]) -> EmailMessage:
    account = reverse("wagtailadmin_account")
    context = {
        **context,
        "name": mail.user.first_name or name_of(mail.user),
        "county": CountySettings.current().name,
        "settings_link": f"{settings.BASE_URL.rstrip('/')}{account}",
    }
    template = f"moderation/mail/staff/{mail.kind}"
    subject = render_to_string(f"{template}.subject.txt", context)
    return EmailMessage(
        subject=" ".join(subject.split()),
        body=wrapped(render_to_string(f"{template}.txt", context)),
        from_email=from_county(),
        to=[mail.user.email],
        headers={
            # RFC 3834: holiday replies and the like are not wanted.
            "Auto-Submitted": "auto-generated",
            "Content-Language": translation.get_language(),
            "Message-ID": unique_id("staff", str(mail.pk), str(mail.user_id)),
        },
    )


def _language(user: Any) -> str:
    profile = getattr(user, "wagtail_userprofile", None)
    chosen: str = profile.preferred_language if profile else ""
    return chosen or settings.LANGUAGE_CODE
