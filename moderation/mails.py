"""The mails that residents get: made at the moment of sending, in the sender's language."""

import textwrap
from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

from core.crypto import keyed_hash
from core.models import CountySettings
from moderation.enums import MailTemplate
from moderation.models import OutboxMail
from moderation.references import receipt_url
from moderation.rules import WORDS, Rule

# RFC 5322, section 2.1.1, with room for one sign of quoting.
LINE = 76


def make(mail: OutboxMail, address: str) -> EmailMessage:
    """The mail of an outbox row, to this address."""
    with translation.override(mail.language):
        context = _context(mail)
        subject = render_to_string(
            f"moderation/mail/{mail.template}.subject.txt", context
        )
        body = render_to_string(f"moderation/mail/{mail.template}.txt", context)
        return EmailMessage(
            subject=" ".join(subject.split()),
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


def _context(mail: OutboxMail) -> dict[str, object]:
    submission = mail.submission
    county = CountySettings.current().name
    unit = submission.handler_name
    return {
        "reference": submission.reference,
        "received_at": submission.received_at,
        "answer_by": submission.answer_by if submission.wants_reply else None,
        "text": mail.message.text if mail.message else "",
        "due_at": mail.message.due_at if mail.message else None,
        "link": receipt_url(submission),
        "county": county,
        "signature": f"{unit}\n{county}" if unit else county,
        **_rule(mail),
    }


def _rule(mail: OutboxMail) -> dict[str, object]:
    """The rule by which it was refused: its title, the reason, the way to mend it."""
    if mail.template != MailTemplate.REJECTION or not mail.submission.rule:
        return {}
    rule = Rule(mail.submission.rule)
    why, mend = str(WORDS[rule].why), str(WORDS[rule].mend)
    text = mail.message.text if mail.message else ""
    # The desk puts the rule's words into the text to start from: they are said once.
    for words in (why, mend):
        text = text.replace("\r\n", "\n").replace(words, "")
    return {"rule": rule.label, "why": why, "mend": mend, "text": text.strip()}
