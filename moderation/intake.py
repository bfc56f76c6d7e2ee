"""What stands before every form that residents send, of whatever kind.

In this order: the form's own id (sent twice is stored once), what the text seems
to reveal, a hidden field and a clock for machines, limits, a question in words on
suspicion. Nothing typed is ever lost: whoever is stopped sees the form again, and
what still seems to be from a machine goes to the moderators' spam queue.
"""

import json
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms
from django.core import signing
from django.db.models import Q
from django.http import HttpRequest

from core.crypto import keyed_hash
from core.forms import ResidentForm, TextField
from users.address import client_address

from . import captcha
from .checks import Finding, find
from .counting import count, next_day
from .enums import TOLD_TO_SENDER, Flag
from .models import ModerationSettings, Submission

SALT = "moderation.intake"
# Nobody reads, chooses and writes in less; a number is chosen with one tap.
FASTEST = timedelta(seconds=3)
FASTEST_TAP = timedelta(seconds=1)
# After so many wrong answers the text is taken, for the spam queue.
MOST_WRONG_ANSWERS = 3
DUPLICATE_WITHIN = timedelta(days=1)


@dataclass(frozen=True)
class FormId:
    """The form as it was shown: its id, and when."""

    nonce: uuid.UUID
    shown_at: datetime


def new_form_id() -> str:
    """A signed id with the time, for the hidden field."""
    return signing.TimestampSigner(salt=SALT).sign(uuid.uuid4().hex)


def read_form_id(signed: str) -> FormId | None:
    """The id back, of whatever age; None if it is not ours."""
    signer = signing.TimestampSigner(salt=SALT)
    try:
        nonce = uuid.UUID(signer.unsign(signed))
        seconds = signing.b62_decode(signed.rsplit(":", 2)[1])
    except (signing.BadSignature, ValueError, IndexError):
        return None
    return FormId(nonce, datetime.fromtimestamp(seconds, UTC))


class IntakeForm(ResidentForm):
    """A resident's form with the hidden fields of the intake.

    A kind's form names the field that holds the free text in `text_field`.
    """

    text_field = "message"

    form_id = TextField(required=False, widget=forms.HiddenInput)
    website = TextField(required=False)
    captcha_key = TextField(required=False, widget=forms.HiddenInput)
    captcha_answer = TextField(required=False)
    wrong_answers = TextField(required=False, widget=forms.HiddenInput)

    INTAKE_FIELDS = (
        "form_id",
        "website",
        "captcha_key",
        "captcha_answer",
        "wrong_answers",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form_id"].initial = new_form_id
        self.question: captcha.Question | None = None

    @property
    def asked_fields(self) -> list[forms.BoundField]:
        """The questions, without the intake's own fields."""
        return [bound for bound in self if bound.name not in self.INTAKE_FIELDS]

    def content(self) -> str:
        """All answers as one text. With the form's id it makes the submission's nonce:
        sent twice is one submission; sent, changed after going back, and sent again is two.
        """
        answers = {
            bound.name: self.cleaned_data.get(bound.name) for bound in self.asked_fields
        }
        return json.dumps(answers, sort_keys=True, default=str)

    @property
    def form_id_value(self) -> str:
        """The id that this form was shown with; a new one when it is not ours."""
        given = str(self["form_id"].value() or "")
        return given if read_form_id(given) else new_form_id()

    @property
    def shown_at(self) -> datetime | None:
        form_id = read_form_id(str(self["form_id"].value() or ""))
        return form_id.shown_at if form_id else None


@dataclass(frozen=True)
class Limits:
    """How many forms one address may send: an hour without a question, a day at all."""

    per_hour: int
    per_day: int


@dataclass
class Verdict:
    """What the intake says of a form that is filled in rightly.

    Exactly one of these holds: `existing` is the receipt to go to; `stopped` means
    that the form is shown again with what stands here; else it may be stored.
    """

    nonce: uuid.UUID | None = None
    fingerprint: str = ""
    spam: bool = False
    flags: list[Flag] = field(default_factory=list)
    existing: Submission | None = None
    findings: list[Finding] = field(default_factory=list)
    duplicate: str = ""
    too_many_until: datetime | None = None
    question: captcha.Question | None = None
    question_failed: bool = False
    wrong_answers: str = ""
    accept_value: str = ""

    @property
    def warnings(self) -> list[Flag]:
        """What the sender is told of, each once."""
        return list(dict.fromkeys(finding.flag for finding in self.findings))

    @property
    def stopped(self) -> bool:
        return bool(
            self.findings or self.duplicate or self.too_many_until or self.question
        )

    @property
    def status(self) -> int:
        """The HTTP status of the form that is shown again."""
        return 429 if self.too_many_until else 422


def examine(
    request: HttpRequest,
    form: IntakeForm,
    *,
    scope: str,
    now: datetime,
    limits: Limits | None = None,
) -> Verdict:
    """What is to be done with a valid form. `scope` tells forms apart in limits and duplicates;
    `limits` are those of the settings, unless many share the address on purpose."""
    text: str = form.cleaned_data[form.text_field]
    address = client_address(request)
    form_id = read_form_id(form.cleaned_data["form_id"])
    verdict = Verdict(
        nonce=uuid.uuid5(form_id.nonce, form.content()) if form_id else None,
        fingerprint=keyed_hash(
            "fingerprint", scope, address, " ".join(text.split()).casefold()
        ),
        accept_value=keyed_hash("accept", scope, text)[:16],
        spam=bool(form.cleaned_data["website"]),
    )
    same = _same(verdict, now)
    if same and verdict.nonce and same.nonce == verdict.nonce:
        verdict.existing = same.specific
        return verdict
    findings = find(text)
    verdict.flags = list(dict.fromkeys(finding.flag for finding in findings))
    if request.POST.get("accept") != verdict.accept_value:
        verdict.findings = [each for each in findings if each.flag in TOLD_TO_SENDER]
        verdict.duplicate = same.reference if same else ""
        if verdict.stopped:
            return verdict
    _limit(
        form, verdict, form_id, count(scope, address, now, verdict.nonce), limits, now
    )
    return verdict


def guard(
    request: HttpRequest,
    form: IntakeForm,
    *,
    scope: str,
    now: datetime,
    limits: Limits | None = None,
) -> Verdict:
    """What is to be done with a valid form that makes no submission, such as a support.

    Limits and a question on suspicion, as in `examine`. There is no queue for what seems
    to be from a machine: the question is asked until it is answered.
    """
    form_id = read_form_id(form.cleaned_data["form_id"])
    verdict = Verdict(
        nonce=uuid.uuid5(form_id.nonce, form.content()) if form_id else None
    )
    limits = limits or usual_limits()
    in_hour, in_day = count(scope, client_address(request), now, verdict.nonce)
    if in_day > limits.per_day:
        verdict.too_many_until = next_day(now)
    elif (
        form.cleaned_data["website"]
        or in_hour > limits.per_hour
        or _too_fast(form, form_id, now)
    ):
        _question(form, verdict)
        if verdict.spam:
            verdict.question, verdict.question_failed = captcha.ask(), True
    return verdict


def _same(verdict: Verdict, now: datetime) -> Submission | None:
    """The same form sent before, or the same words from the same address of late."""
    rows = Submission.objects.filter(
        Q(nonce=verdict.nonce, nonce__isnull=False)
        | Q(fingerprint=verdict.fingerprint, received_at__gt=now - DUPLICATE_WITHIN)
    ).only("pk", "nonce", "reference", "content_type", "uuid", "token_version")
    found = list(rows[:5])
    return next(
        (row for row in found if verdict.nonce and row.nonce == verdict.nonce),
        found[0] if found else None,
    )


def usual_limits() -> Limits:
    """Those that the settings have for every form."""
    settings = ModerationSettings.current()
    return Limits(settings.most_per_hour, settings.most_per_day)


def _limit(
    form: IntakeForm,
    verdict: Verdict,
    form_id: FormId | None,
    counted: tuple[int, int],
    limits: Limits | None,
    now: datetime,
) -> None:
    """Ask a question on suspicion; stop it beyond the day's limit."""
    limits = limits or usual_limits()
    in_hour, in_day = counted
    if in_day > limits.per_day:
        verdict.too_many_until = next_day(now)
        return
    too_fast = _too_fast(form, form_id, now)
    if verdict.spam or not (too_fast or in_hour > limits.per_hour):
        return
    _question(form, verdict)


def _too_fast(form: IntakeForm, form_id: FormId | None, now: datetime) -> bool:
    fastest = FASTEST if form.cleaned_data[form.text_field] else FASTEST_TAP
    return form_id is None or now - form_id.shown_at < fastest


def _question(form: IntakeForm, verdict: Verdict) -> None:
    """Pass on a right answer; ask (again) otherwise; give up asking after some wrong ones."""
    key = form.cleaned_data["captcha_key"]
    if key and captcha.is_right(key, form.cleaned_data["captcha_answer"]):
        return
    wrong = _read_wrong(form.cleaned_data["wrong_answers"]) + bool(key)
    if wrong >= MOST_WRONG_ANSWERS:
        verdict.spam = True
        return
    verdict.question_failed = bool(key)
    verdict.wrong_answers = signing.Signer(salt=SALT).sign(str(wrong))
    verdict.question = captcha.ask()


def _read_wrong(signed: str) -> int:
    try:
        return int(signing.Signer(salt=SALT).unsign(signed))
    except (signing.BadSignature, ValueError):
        return 0
