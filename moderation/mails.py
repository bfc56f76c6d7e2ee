"""The mails that residents get: made at the moment of sending, in the sender's language."""

import textwrap
from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

from core.crypto import keyed_hash
from core.models import CountySettings
from moderation import rules
from moderation.enums import MailTemplate, MessageKind, SubmissionState
from moderation.models import Message, OutboxMail, Submission
from moderation.receipts import kind_of, templates
from moderation.references import receipt_url
from moderation.rules_pages import rules_url
from moderation.services.review import review_until

# Those that say the rule and how to mend the message by it.
ABOUT_A_RULE = frozenset({MailTemplate.REJECTION, MailTemplate.RETURN})
# RFC 5322, section 2.1.1, with room for one sign of quoting.
LINE = 76


def make(mail: OutboxMail, address: str) -> EmailMessage:
    """The mail of an outbox row, to this address."""
    with translation.override(mail.language):
        subject, body = words(
            MailTemplate(mail.template), mail.submission, mail.message or Message()
        )
        return EmailMessage(
            subject=subject,
            body=wrapped(body),
            from_email=from_county(),
            to=[address],
            headers={
                # RFC 3834: holiday replies and the like are not wanted.
                "Auto-Submitted": "auto-generated",
                "Content-Language": translation.get_language().split("-")[0],
                "Message-ID": message_id(mail),
            },
        )


def words(
    template: MailTemplate, submission: Submission, message: Message
) -> tuple[str, str]:
    """Subject and body in the language of the moment; the desk quotes them before they
    are sent, from a message and a submission that are not stored."""
    context = _context(template, submission, message)
    name = f"mail/{template}.subject.txt"
    subject = render_to_string(templates(submission, name), context)
    body = render_to_string(templates(submission, f"mail/{template}.txt"), context)
    return " ".join(subject.split()), body.strip()


def from_county() -> str:
    """The county's name in the language of the moment, over our own address."""
    return formataddr((CountySettings.current().name, _own_address()))


def message_id(mail: OutboxMail) -> str:
    """The same for the same row, so that a mail sent twice is shown once."""
    return unique_id(str(mail.submission.uuid), str(mail.pk))


def unique_id(*parts: str) -> str:
    """A Message-ID that is always the same for the same parts."""
    unique = keyed_hash("message-id", *parts)
    return f"<{unique[:32]}@{_own_address().partition('@')[2] or 'localhost'}>"


def wrapped(text: str) -> str:
    """Lines that every mail program shows; links stay whole."""
    lines = (
        textwrap.fill(line, LINE, break_long_words=False, break_on_hyphens=False)
        for line in text.strip().splitlines()
    )
    return "\n".join(lines) + "\n"


def _own_address() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def _context(
    template: MailTemplate, submission: Submission, message: Message
) -> dict[str, object]:
    county = CountySettings.current().name
    unit = submission.handler_name
    return {
        "reference": submission.reference,
        "received_at": submission.received_at,
        "answer_by": submission.answer_by if submission.wants_reply else None,
        "text": message.text,
        "due_at": message.due_at,
        "to_correct": message.kind == MessageKind.RETURN,
        # A refusal is no answer: who wished for one is told how to get it.
        "no_reply": submission.wants_reply
        and submission.state == SubmissionState.REJECTED,
        # Whoever did not want it published is not told that it was not.
        "for_publication": submission.publication_consent,
        "link": receipt_url(submission),
        "rules_link": rules_url(submission.language),
        "review_until": review_until(submission),
        "county": county,
        "signature": f"{unit}\n{county}" if unit else county,
        **kind_of(submission).mail_context(submission),
        **(_rule(submission, message) if template in ABOUT_A_RULE else {}),
    }


def _rule(submission: Submission, message: Message) -> dict[str, object]:
    """The rule by which it was refused: its title, the reason, the way to mend it."""
    rule = rules.find(submission.rule)
    if rule is None:
        return {}
    why, mend = rule.why(), rule.mend()
    text = message.text
    # The desk puts the rule's words into the text to start from: they are said once.
    for said in (why, mend):
        text = text.replace("\r\n", "\n").replace(said, "")
    return {"rule": rule.title(), "why": why, "mend": mend, "text": text.strip()}
