"""What the clock does for pages of this app."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.users.models import UserProfile

from home.models import AccessibilityStatementPage
from moderation.clock import SomeFailed
from moderation.mails import from_county, wrapped
from users.models import User


def remind_of_review(now: datetime) -> int:
    """Mail the owner and the administrators about statements that were not reviewed for
    a year, at most once in REMIND_EVERY; returns the number of mails.

    Marked before anything is sent, and outside a transaction: a mail server that hangs
    must not hold the database. When no mail goes out, the next minute tries again.
    Raises SomeFailed when a mail was not sent.
    """
    pages = list(
        AccessibilityStatementPage.objects.to_remind_of(
            now, timezone.localdate(now)
        ).order_by("pk")
    )
    people = list(to_be_reminded(pages)) if pages else []
    if not people:
        return 0
    mark(pages, now)
    sent, errors = 0, []
    for person in people:
        try:
            sent += review_reminder(person, pages).send()
        except OSError as error:
            # SMTP's own errors among them; their text would put the address into logs.
            errors.append(type(error).__name__)
    if not sent:
        mark(pages, None)
    if errors:
        raise SomeFailed(f"{sent} sent, {len(errors)} failed: {', '.join(errors)}")
    return sent


def mark(pages: Iterable[AccessibilityStatementPage], when: datetime | None) -> None:
    ids = [page.pk for page in pages]
    AccessibilityStatementPage.objects.filter(pk__in=ids).update(reminded_at=when)


def to_be_reminded(pages: Iterable[AccessibilityStatementPage]) -> Iterable[User]:
    """Administrators, and those of the pages' owners who still work here."""
    owners = Q(pk__in=[page.owner_id for page in pages if page.owner_id])
    staff = User.objects.filter(is_active=True).exclude(email="")
    return staff.filter(owners | Q(is_superuser=True)).order_by("pk")


def review_reminder(
    person: User, pages: Iterable[AccessibilityStatementPage]
) -> EmailMessage:
    """In the person's own language of the admin: every page, since few have several."""
    language = UserProfile.get_for_user(person).get_preferred_language()
    with translation.override(language):
        context = {"rows": [(page, edit_url(page)) for page in pages]}
        subject = render_to_string("home/mail/review_reminder.subject.txt", context)
        return EmailMessage(
            subject=" ".join(subject.split()),
            body=wrapped(render_to_string("home/mail/review_reminder.txt", context)),
            from_email=from_county(),
            to=[person.email],
            headers={
                "Auto-Submitted": "auto-generated",
                "Content-Language": translation.get_language().split("-")[0],
            },
        )


def edit_url(page: AccessibilityStatementPage) -> str:
    path = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}"
