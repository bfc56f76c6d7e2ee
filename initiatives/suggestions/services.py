"""Writes of suggestions: one is sent, supported with a tap, and the tap taken back."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import get_language

from initiatives.enums import Basis, Kind
from initiatives.models import Initiative, Initiator, Support
from initiatives.services.mail import may_write
from moderation.intake import Verdict
from moderation.services import NotAllowedNow, receive
from moderation.services.base import locked
from moderation.services.sender import Receipt

from .forms import SuggestionForm
from .marks import hash_of


@transaction.atomic
def send_suggestion(*, form: SuggestionForm, verdict: Verdict) -> Receipt:
    """Store a suggestion with its receipt; it goes to the moderators.

    Whoever gave an address is told of its stages like the initiators of an initiative; an
    address that has got many mails today is not taken, since it may be a stranger's.
    """
    language, now = get_language() or "", timezone.now()
    email = form.cleaned_data["email"]
    if email and not may_write(email, now):
        email = ""
    receipt = receive(
        submission=Initiative(
            kind=Kind.SUGGESTION,
            title=form.cleaned_data["title"],
            proposal=form.cleaned_data["proposal"],
            municipality=form.chosen_place(),
            service_area=form.chosen_area(),
            language=language,
            flags=verdict.flags,
            fingerprint=verdict.fingerprint,
            wants_reply=True,
            publication_consent=True,
        ),
        email=email,
        nonce=verdict.nonce,
        spam=verdict.spam,
    )
    if email and receipt.created:
        Initiator.objects.create(
            initiative_id=receipt.submission.pk,
            email=email,
            language=language,
            basis=Basis.RESIDENT,
            is_contact=True,
            name_public=False,
            # Asked for nothing: as the receipt, it goes to the address that was given.
            confirmed_at=now,
        )
    return receipt


@transaction.atomic
def give_tap(
    *, suggestion: Initiative, mark: str, language: str, now: datetime
) -> bool:
    """Count this browser's support, once; False where it was counted before.

    Raises NotAllowedNow when the suggestion is no longer supported.
    """
    current: Any = locked(suggestion)
    if not current.can_support:
        raise NotAllowedNow(current.stage)
    _support, created = Support.objects.get_or_create(
        initiative=current,
        email_hash=hash_of(mark),
        defaults={"language": language, "confirmed_at": now},
    )
    if created:
        _count(current, 1)
    return created


@transaction.atomic
def take_back(*, suggestion: Initiative, mark: str) -> bool:
    """Count this browser's support no more; False where there was none."""
    current: Any = locked(suggestion)
    rows = Support.objects.filter(initiative=current, email_hash=hash_of(mark))
    deleted, _each = rows.delete()
    if deleted:
        _count(current, -deleted)
    return bool(deleted)


def _count(initiative: Initiative, number: int) -> None:
    Initiative.objects.filter(pk=initiative.pk).update(
        support_count=F("support_count") + number
    )
