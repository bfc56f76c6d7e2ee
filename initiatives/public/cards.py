"""What a card of the list shows of one initiative."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from core.languages import OtherLanguage, other_language
from core.models import DecisionBody, Municipality, ServiceUnit
from core.templatetags.osallistu import day
from initiatives.enums import Stage
from initiatives.models import Initiative

from .progress import Progress, progress
from .situations import Chip, chip

S = Stage
LONGEST_LEAD = 140
LONGEST_REASON = 90


@dataclass(frozen=True)
class Fact:
    """A line with its sign; `strong`: what is promised or owed."""

    icon: str
    text: str
    strong: bool = False
    own_words: bool = False


@dataclass(frozen=True)
class Card:
    initiative: Initiative
    url: str
    chip: Chip
    progress: Progress | None
    other_language: OtherLanguage | None
    lead: str
    when: Fact | None
    place: str


def card(initiative: Initiative, page_url: str, now: datetime) -> Card:
    return Card(
        initiative,
        f"{page_url}{initiative.slug}/",
        chip(initiative),
        progress(initiative),
        other_language(initiative.language),
        lead(initiative),
        when(initiative, now),
        place(initiative),
    )


def lead(initiative: Initiative) -> str:
    """The beginning of what is proposed."""
    return shortened(initiative.proposal, LONGEST_LEAD)


def shortened(text: str, most: int) -> str:
    """In one line, cut between words."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    return f"{Truncator(line[:most]).chars(most, truncate='').rsplit(' ', 1)[0]} …"


def place(initiative: Initiative) -> str:
    """The municipality that it concerns, and the unit if it is about one."""
    town = Municipality.all_cached().get(initiative.municipality_id or 0)
    unit = ServiceUnit.all_cached().get(initiative.unit_id or 0)
    names = [unit.name if unit else "", town.name if town else ""]
    return ", ".join(filter(None, names)) or _("The whole county")


def when(initiative: Initiative, now: datetime) -> Fact | None:
    """What readers most want to know at this stage; of one that collects support the
    template says the days that are left."""
    stage = Stage(getattr(initiative, "outcome", initiative.stage))
    if stage == S.SENT:
        return answers_by(initiative, now)
    if stage == S.REGISTERED and initiative.registry_number:
        words = _("Registry number %(number)s")
        return Fact("paper", words % {"number": initiative.registry_number})
    if stage == S.HANDLING:
        return handled_by(initiative)
    if stage == S.HEARD and initiative.heard_on:
        words = _("The initiators were heard on %(date)s")
        return Fact("speech", words % {"date": day(initiative.heard_on)})
    if stage == S.DECIDED and initiative.decided_at:
        words = _("Decided on %(date)s")
        return Fact("vote", words % {"date": day(initiative.decided_at)})
    if stage == S.DONE:
        words = _("Carried out on %(date)s")
        date = initiative.answered_at or initiative.stage_at
        return Fact("check", words % {"date": day(date)})
    if stage in {S.NOT_DONE, S.NOT_NOW} and initiative.answer:
        reason = shortened(initiative.answer, LONGEST_REASON)
        return Fact("minus", reason, own_words=True)
    if stage in {S.RECEIVED, S.CONSIDERED} and initiative.answer_by:
        return answer_to_suggestion(initiative.answer_by, now)
    return None


def answer_to_suggestion(by: datetime, now: datetime) -> Fact:
    if by < now:
        words = _("We should have answered by %(date)s")
        return Fact("late", words % {"date": day(by)}, strong=True)
    return Fact("calendar", _("We answer by %(date)s") % {"date": day(by)})


def answers_by(initiative: Initiative, now: datetime) -> Fact | None:
    by = initiative.acknowledge_by
    if by is None:
        return None
    if by < now:
        words = _("The registry should have answered by %(date)s")
        return Fact("late", words % {"date": day(by)}, strong=True)
    words = _("The registry answers by %(date)s")
    return Fact("soon", words % {"date": day(by)}, strong=True)


def handled_by(initiative: Initiative) -> Fact | None:
    """The body, and by when: as the law promises, or as it was estimated."""
    body = DecisionBody.all_cached().get(initiative.handling_body_id or 0)
    by = initiative.decide_by and timezone.localtime(initiative.decide_by).date()
    words = ""
    if by:
        words = _("by %(date)s at the latest") % {"date": day(by)}
    elif initiative.estimate:
        words = _("estimated %(date)s") % {"date": day(initiative.estimate)}
    text = ", ".join(filter(None, (body.name if body else "", words)))
    return Fact("people", text[:1].upper() + text[1:]) if text else None
