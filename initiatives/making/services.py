"""All writes of drafts; each is one transaction, with mail on commit."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from core.crypto import email_hash
from core.models import Municipality
from initiatives.enums import MailTemplate
from initiatives.models import (
    Attachment,
    Draft,
    Initiative,
    InitiativeSettings,
    Initiator,
)
from initiatives.services.attachments import delete_files
from initiatives.services.mail import may_write, queue
from moderation import checks
from moderation.services import receive
from moderation.services.base import in_days

from .drafts import Answers, Person, read, written
from .files import MOST_FILES, FileForm, content_type
from .steps import judged

# Who sends on the last day still has time to read the mail.
TIME_TO_CONFIRM = timedelta(days=7)
MOST_PEOPLE = 20


class Incomplete(Exception):
    """An answer is missing or wrong, or was changed after the draft was sent."""


class Gone(Exception):
    """It was sent and confirmed meanwhile, or its time is over."""


def locked(draft: Draft) -> Draft:
    """As it is now, until the transaction ends. Raises Gone once it is an initiative."""
    current = Draft.objects.select_for_update().filter(pk=draft.pk).first()
    if current is None or current.initiative_id:
        raise Gone
    return current


@transaction.atomic
def begin(*, language: str, now: datetime, text: str = "") -> Draft:
    """A new draft; `text` is what its maker had written on another form."""
    answers = Answers({"ehdotus": {"proposal": text}} if text else {})
    days = InitiativeSettings.current().draft_days
    return Draft.objects.create(
        language=language, answers=written(answers), expires_at=in_days(days, now)
    )


@transaction.atomic
def change(*, draft: Draft, by: Callable[[Answers], Any], language: str = "") -> None:
    """Let `by` change the answers as they are now. What was sent has to be sent again:
    an address confirms only what its owner has seen."""
    current = locked(draft)
    answers = read(current)
    by(answers)
    current.answers = written(answers)
    current.language = language or current.language
    current.sent_at = None
    current.save(update_fields=["answers", "language", "sent_at"])


def keep(*, draft: Draft, step: str, typed: dict[str, str], language: str) -> None:
    """Store what was typed on a page, right or wrong."""
    change(
        draft=draft,
        language=language,
        by=lambda answers: answers.typed.update({step: typed}),
    )


def put_person(*, draft: Draft, person: Person, step: str) -> None:
    """Store an initiator that was filled in rightly, in place of what was typed."""

    def put(answers: Answers) -> None:
        answers.typed.pop(step, None)
        if answers.person(person.key) or len(answers.people) < MOST_PEOPLE:
            answers.put(person)

    change(draft=draft, by=put)


def remove_person(*, draft: Draft, key: str) -> None:
    change(draft=draft, by=lambda answers: answers.remove(key))


@transaction.atomic
def attach(*, draft: Draft, form: FileForm) -> None:
    """Store the file of a valid form; of two at once, the one beyond the limit is left out."""
    current = locked(draft)
    if form.made is None or current.attachments.count() >= MOST_FILES:
        return
    content, name = form.made
    Attachment.objects.create(
        draft=current,
        file=content,
        name=name,
        content_type=content_type(name),
        size=content.size,
    )
    Draft.objects.filter(pk=draft.pk).update(sent_at=None)


@transaction.atomic
def detach(*, draft: Draft, pk: int) -> None:
    current = locked(draft)
    delete_files(draft=current, pk=pk)
    Draft.objects.filter(pk=draft.pk).update(sent_at=None)


@transaction.atomic
def send_link(*, draft: Draft, email: str, language: str) -> None:
    """Mail the link of the draft to its maker."""
    current = locked(draft)
    current.email, current.language, current.sent_at = email, language, None
    current.save()
    queue(MailTemplate.DRAFT_LINK, draft=current)


@transaction.atomic
def send(*, draft: Draft, now: datetime, language: str) -> None:
    """Ask the contact person by mail to confirm; nothing reaches the moderators yet.

    Raises Incomplete when an answer is missing or wrong.
    """
    current = locked(draft)
    answers = read(current)
    contact = answers.contact
    if contact is None or not all(form.is_valid() for form in judged(answers).values()):
        raise Incomplete
    current.email, current.language, current.sent_at = contact.email, language, now
    current.expires_at = max(current.expires_at, in_days(TIME_TO_CONFIRM.days, now))
    current.save()
    queue(MailTemplate.CONFIRM_DRAFT, draft=current)


@transaction.atomic
def confirm(*, draft: Draft, now: datetime) -> Initiative:
    """Make the initiative of a draft whose maker has read their mail; the same one again
    when the button is pressed twice.

    Initiators beside the contact person are asked by mail. The draft's answers are erased;
    its row stays until its time is over, so that its links lead on.
    Raises Incomplete when it was changed after it was sent, and Gone when it is no more.
    """
    current = Draft.objects.select_for_update().filter(pk=draft.pk).first()
    if current is None:
        raise Gone
    if current.initiative:
        return current.initiative
    answers = read(current)
    contact, forms = answers.contact, judged(answers)
    right = all(form.is_valid() for form in forms.values())
    if not (current.sent_at and contact and right):
        raise Incomplete
    if email_hash(contact.email) != current.email_hash:
        raise Incomplete
    initiative = _initiative(current, forms)
    receipt = receive(
        submission=initiative, email=contact.email, nonce=current.uuid, now=now
    )
    made: Any = receipt.submission
    if not receipt.created:
        return made  # type: ignore[no-any-return]
    for place, person in enumerate(answers.people):
        _initiator(made, person, place, current.language, now)
    Attachment.objects.filter(draft=current).update(draft=None, initiative=made)
    Draft.objects.filter(pk=current.pk).update(
        answers="", email="", initiative=made, confirmed_at=now
    )
    return made  # type: ignore[no-any-return]


def _initiative(draft: Draft, forms: dict[str, Any]) -> Initiative:
    """The initiative that the answers describe, not stored."""
    initiative = Initiative(
        title=forms["otsikko"].cleaned_data["title"],
        proposal=forms["ehdotus"].cleaned_data["proposal"],
        effects=forms["vaikutukset"].cleaned_data["effects"],
        community=forms["tekijat"].cleaned_data["community"],
        collects=forms["kannatus"].cleaned_data["support"] == "collect",
        language=draft.language,
        wants_reply=True,
        publication_consent=True,
        **forms["palvelu"].columns(),
    )
    initiative.flags = list(checks.flags(initiative.text))
    return initiative


def _initiator(
    initiative: Initiative, person: Person, place: int, language: str, now: datetime
) -> None:
    """Store one initiator; the contact person has just confirmed, the others are asked,
    unless somebody has had many mails sent to the same address today."""
    initiator = Initiator.objects.create(
        initiative=initiative,
        name=person.name,
        email=person.email,
        phone=person.phone,
        name_public=person.name_public,
        municipality=Municipality.all_cached().get(person.municipality),
        basis=person.basis,
        is_contact=person.is_contact,
        identified=bool(person.identified),
        language=language,
        confirmed_at=now if person.is_contact else None,
        sort_order=0 if person.is_contact else place + 1,
    )
    if not person.is_contact and may_write(person.email, now):
        queue(
            MailTemplate.CONFIRM_INITIATOR, initiative=initiative, initiator=initiator
        )
