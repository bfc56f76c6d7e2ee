"""The mails of initiatives: made at the moment of sending, in the reader's language.

A template is two files, `templates/initiatives/mail/<template>.subject.txt` and
`<template>.txt`. What a mail needs beside the common words is given by `ABOUT`.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from core import purposes
from core.models import CountySettings
from moderation.mails import from_county, unique_id, wrapped

from .enums import MailTemplate, Stage
from .handling import about
from .links import token
from .making.drafts import PAGE, confirm_purpose
from .models import Initiative, InitiativeMail, InitiativeSettings
from .models.people import ByMail
from .recipients import registry_addresses

T = MailTemplate


def make(mail: InitiativeMail) -> EmailMessage | None:
    """The mail of an outbox row; None when nobody is left to write to, or nothing to say."""
    person = recipient(mail)
    addresses = list(filter(None, [person.email])) if person else registry_addresses()
    initiative = mail.initiative
    if not addresses or (initiative and not still_true(mail, initiative)):
        return None
    language = person.language if person else settings.LANGUAGE_CODE
    with translation.override(language):
        context = context_of(mail, person)
        subject, body = words(mail, context)
        headers = {
            # RFC 3834: holiday replies and the like are not wanted.
            "Auto-Submitted": "auto-generated",
            "Content-Language": translation.get_language().split("-")[0],
            "Message-ID": unique_id("initiatives", str(mail.pk)),
        }
        if leave := context.get("leave_link"):
            # RFC 8058: one click in the mail program ends it.
            headers["List-Unsubscribe"] = f"<{leave}>"
            headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        return EmailMessage(
            subject=subject,
            body=wrapped(body),
            from_email=from_county(),
            to=addresses,
            headers=headers,
        )


def words(mail: InitiativeMail, context: dict[str, Any]) -> tuple[str, str]:
    """Subject and body in the language of the moment; the registry sees them before they
    are sent, of a mail that is not stored."""
    name = f"initiatives/mail/{mail.template}"
    subject = render_to_string(f"{name}.subject.txt", context)
    return " ".join(subject.split()), render_to_string(f"{name}.txt", context).strip()


def recipient(mail: InitiativeMail) -> ByMail | None:
    """The person it goes to; None: the registry."""
    return mail.draft or mail.initiator or mail.support or mail.follower


def still_true(mail: InitiativeMail, initiative: Initiative) -> bool:
    """Whether what it tells still holds; a withdrawn initiative has followers to be told."""
    if initiative.stage == Stage.WITHDRAWN:
        return mail.template == T.STAGE and mail.initiator_id is None
    if (mail.follower_id or mail.support_id) and not initiative.is_public:
        # Taken back to be checked: what it says now is for nobody else to read.
        return False
    if mail.template == T.CONFIRM_SUPPORT:
        return initiative.can_support
    if mail.template == T.OVERDUE:
        return Initiative.objects.late(timezone.now()).filter(pk=initiative.pk).exists()
    return True


def context_of(mail: InitiativeMail, person: ByMail | None) -> dict[str, Any]:
    """The words' values: common ones, and those of this kind of mail."""
    initiative = mail.initiative
    context: dict[str, Any] = {
        "county": CountySettings.current().name,
        "initiative": initiative,
        "title": initiative.title if initiative else "",
        "reference": initiative.reference if initiative else "",
        "link": public_url(initiative) if initiative else "",
        "event": mail.event,
        "to_initiator": mail.initiator_id is not None,
        "to_registry": person is None,
    }
    if mail.follower:
        context["leave_link"] = private_url("leave", "follower", mail.follower)
    more = ABOUT.get(MailTemplate(mail.template))
    return {**context, **(more(mail) if more else {})}


def private_url(name: str, purpose: str, person: ByMail, *args: Any) -> str:
    """A whole address with the person's own token: `initiatives:<name>`."""
    path = reverse(
        f"initiatives:{name}", args=[person.uuid, token(purpose, person.uuid), *args]
    )
    return f"{settings.BASE_URL.rstrip('/')}{path}"


def public_url(initiative: Initiative) -> str:
    """The whole address of its page in the language of the moment, or in Finnish."""
    pages = purposes.urls_by_language(purposes.INITIATIVES)
    language = translation.get_language()
    page = pages.get(language) or pages.get(settings.LANGUAGE_CODE, "/")
    return f"{settings.BASE_URL.rstrip('/')}{page}{initiative.slug}/"


ABOUT: dict[MailTemplate, Callable[[InitiativeMail], dict[str, Any]]] = {
    T.CONFIRM_DRAFT: lambda mail: {
        "confirm_link": private_url(
            "confirm_draft",
            confirm_purpose(mail.draft),  # type: ignore[arg-type]
            mail.draft,  # type: ignore[arg-type]
        ),
        "expires_at": mail.draft.expires_at,  # type: ignore[union-attr]
    },
    T.DRAFT_LINK: lambda mail: {
        "draft_link": private_url("continue_draft", PAGE, mail.draft),  # type: ignore[arg-type]
        "expires_at": mail.draft.expires_at,  # type: ignore[union-attr]
    },
    T.CONFIRM_INITIATOR: lambda mail: {
        "confirm_link": private_url(
            "confirm_initiator",
            "initiator",
            mail.initiator,  # type: ignore[arg-type]
        ),
    },
    T.CONFIRM_SUPPORT: lambda mail: {
        "confirm_link": private_url("confirm_support", "support", mail.support),  # type: ignore[arg-type]
    },
    T.SUPPORTED: lambda mail: {
        "confirm_link": private_url("confirm_support", "support", mail.support),  # type: ignore[arg-type]
    },
    T.PROGRESS: lambda mail: {
        "handling_months": InitiativeSettings.current().handling_months,
    },
    T.CONFIRM_FOLLOW: lambda mail: {
        "confirm_link": private_url("confirm_follow", "follower", mail.follower),  # type: ignore[arg-type]
    },
    T.STAGE: about.stage,
    T.EVENT: about.news,
    T.OVERDUE: about.overdue,
}
