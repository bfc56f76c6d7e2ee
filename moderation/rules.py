"""The published rules by which a submission can be refused.

Each has a title, a reason and a way to mend, in the sender's language; the words
are in the catalogues.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Rule(models.TextChoices):
    PERSONAL_DATA = "personal-data", _("The message identifies a person")
    HEALTH_DATA = "health-data", _("The message contains health information")
    INSULT = "insult", _("The message insults someone")
    DISCRIMINATION = "discrimination", _("The message discriminates against a group")
    THREAT = "threat", _("The message contains a threat")
    ACCUSATION = "accusation", _("The message accuses a named person")
    OFF_TOPIC = "off-topic", _("The message is off topic")
    ADVERTISING = "advertising", _("The message is an advertisement")
    DUPLICATE = "duplicate", _("The same message has already been published")
    COPYRIGHT = "copyright", _("The text or picture was made by someone else")


def choices() -> list[tuple[str, str]]:
    """Key and title of each rule, for forms."""
    return [(value, str(label)) for value, label in Rule.choices]


@dataclass(frozen=True)
class Words:
    why: Promise
    mend: Promise


WORDS: dict[Rule, Words] = {
    Rule.PERSONAL_DATA: Words(
        _(
            "We do not publish the names of private persons or details that identify them."
        ),
        _(
            "Remove the name and other details. Write, for example, "
            "“a member of staff” or “my relative”."
        ),
    ),
    Rule.HEALTH_DATA: Words(
        _(
            "Health information is sensitive. We do not publish it in feedback and "
            "discussions, even if it is your own."
        ),
        _(
            "Remove the names of illnesses, treatments and medicines. If it concerns your "
            "own care, contact your place of care."
        ),
    ),
    Rule.INSULT: Words(
        _(
            "You may criticise a matter strongly, but not call people names or belittle them."
        ),
        _("Remove the insult and tell us what was wrong with the service."),
    ),
    Rule.DISCRIMINATION: Words(
        _(
            "We do not publish text that speaks ill of people because of, for example, "
            "origin, religion, age, disability or gender."
        ),
        _("Write about the service or the decision, not about the group."),
    ),
    Rule.THREAT: Words(
        _(
            "We do not publish threats or calls to commit a crime. "
            "We report serious threats to the police."
        ),
        _("Remove the threat. If you are in danger yourself, call 112."),
    ),
    Rule.ACCUSATION: Words(
        _(
            "We cannot find out here whether an accusation is true. "
            "A false accusation can do a person great harm."
        ),
        _(
            "Remove the name and tell us what happened. If you want the case to be looked "
            "into, make a complaint to the service provider."
        ),
    ),
    Rule.OFF_TOPIC: Words(
        _(
            "This page gathers thoughts on one matter, so that they are of use to the "
            "decision-makers."
        ),
        _(
            "Connect your message to the topic, or send it as feedback. "
            "We will pass it on to the right place."
        ),
    ),
    Rule.ADVERTISING: Words(
        _(
            "We do not publish advertising for companies, election advertising or fundraising."
        ),
        _(
            "Remove the advertisement and the links. You are free to give your own opinion."
        ),
    ),
    Rule.DUPLICATE: Words(
        _(
            "We publish the same message only once, so that the discussion is easy to read."
        ),
        _("If you have something new to say, write it as a message of its own."),
    ),
    Rule.COPYRIGHT: Words(
        _(
            "We may not publish another person’s text or picture without the maker’s permission."
        ),
        _("Tell it in your own words or send a picture of your own."),
    ),
}
