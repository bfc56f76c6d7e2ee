"""An initiative or a suggestion: what it proposes, and where it is on its way."""

from datetime import datetime
from typing import Any, ClassVar, Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from core.models import DecisionBody, Municipality
from initiatives.enums import Kind, Stage
from initiatives.stages import AT_THE_COUNTY, NOT_TOLD, PUBLIC, SUPPORTABLE, find
from moderation.enums import SubmissionState
from moderation.models import Submission
from moderation.models.submission import Beside, SubmissionQuerySet

# Where a public one may be on the desk: handled, asked about, or ended with an answer.
SHOWN = frozenset(
    {SubmissionState.HANDLING, SubmissionState.WAITING, SubmissionState.ANSWERED}
)
# What the county wrote about it, where the initiators may be quoted.
OF_THE_COUNTY = ("answer", "measures")
LONGEST_TITLE = 100
LONGEST_TEXT = 5000


def late(now: datetime) -> Q:
    """See `InitiativeQuerySet.late`; also for counts."""
    return Q(stage__in=AT_THE_COUNTY, kind=Kind.INITIATIVE) & (
        Q(stage__in=NOT_TOLD, acknowledge_by__lt=now)
        | Q(report_by__lt=now)
        | Q(decide_by__lt=now, decided_at=None)
    )


class InitiativeQuerySet(SubmissionQuerySet):
    def public(self) -> Self:
        """What anybody may read: approved, its time has come, and it is not withdrawn."""
        return self.filter(
            stage__in=PUBLIC,
            state__in=SHOWN,
            publication_consent=True,
            published_at__lte=timezone.now(),
        )

    def listed(self) -> Self:
        """Of the public ones those that lists show: not what was joined to another."""
        return self.public().exclude(stage=Stage.MERGED)

    def supportable(self) -> Self:
        return self.public().filter(stage__in=SUPPORTABLE)

    def late(self, now: datetime) -> Self:
        """Where the county owes something: an acknowledgement, a report or a decision."""
        return self.filter(late(now))


class Initiative(Submission):
    reference_letter: ClassVar[str] = "A"
    # Ends with a decision: see `initiatives.stages`.
    takes_reply: ClassVar[bool] = False

    kind = models.CharField(
        _("kind"), max_length=12, choices=Kind, default=Kind.INITIATIVE
    )
    stage = models.CharField(
        _("stage"), max_length=12, choices=Stage, default=Stage.MADE, editable=False
    )
    stage_at = models.DateTimeField(_("at this stage since"), default=timezone.now)
    title = models.CharField(_("title"), max_length=LONGEST_TITLE)
    proposal = models.TextField(_("what is proposed, and why"))
    effects = models.TextField(_("what would follow from it"), blank=True)
    # None: the whole county.
    municipality = models.ForeignKey(
        Municipality,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("municipality that it concerns"),
    )
    wished_body = models.ForeignKey(
        DecisionBody,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("body that the initiators wish to handle it"),
    )
    # The community or foundation that makes it, if one does.
    community = models.CharField(_("community"), max_length=150, blank=True)

    # Support ------------------------------------------------------------------
    collects = models.BooleanField(_("collects support"), default=True)
    collects_until = models.DateTimeField(
        _("support can be given until"), null=True, blank=True, db_index=True
    )
    # As it was when the initiative was published: a later setting changes nothing.
    threshold = models.PositiveIntegerField(
        _("supporters that oblige the county to handle it"),
        default=0,
        validators=[MinValueValidator(0)],
    )
    support_count = models.PositiveIntegerField(
        _("supporters"), default=0, editable=False
    )
    # The last of the notices at 33, 66 and 100 per cent that was given.
    notice_given = models.PositiveSmallIntegerField(default=0, editable=False)
    supports_erased_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Supporters by municipality as they could be shown when the supports were erased:
    # pairs of its id (0: elsewhere) and their number.
    kept_places = models.JSONField(default=list, blank=True, editable=False)

    # The statutory clock --------------------------------------------------------
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    acknowledge_by = models.DateTimeField(
        _("to be acknowledged by"), null=True, blank=True
    )
    registered_at = models.DateTimeField(_("registered"), null=True, blank=True)
    registry_number = models.CharField(_("registry number"), max_length=60, blank=True)
    handling_body = models.ForeignKey(
        DecisionBody,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("body that handles it"),
    )
    # Of a member of staff at work, shown to all.
    county_contact = models.CharField(
        _("who can be asked about it"), max_length=200, blank=True
    )
    estimate = models.DateField(
        _("estimated time of the decision"), null=True, blank=True
    )
    report_by = models.DateTimeField(
        _("next progress report by"), null=True, blank=True
    )
    decide_by = models.DateTimeField(_("to be handled by"), null=True, blank=True)
    heard_on = models.DateField(_("initiators heard"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    # What was decided or done, or why not; in the language of the initiative.
    answer = models.TextField(_("answer"), blank=True)
    measures = models.TextField(
        _("measures"), blank=True, help_text=_("For the list to the council.")
    )

    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="merged",
        verbose_name=_("joined to"),
    )

    objects = InitiativeQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("initiative")
        verbose_name_plural = _("initiatives")
        permissions = [
            ("handle_initiative", _("Can register and handle initiatives")),
            ("key_in_support", _("Can key in and check support on paper")),
        ]
        indexes = [
            models.Index(fields=["kind", "stage"], name="initiative_kind_stage"),
            models.Index(
                fields=["stage", "collects_until"], name="initiative_collects"
            ),
            models.Index(fields=["-support_count"], name="initiative_supporters"),
        ]

    @property
    def is_suggestion(self) -> bool:
        return self.kind == Kind.SUGGESTION

    @property
    def thanks(self) -> Any:  # type: ignore[override]
        """What its maker reads first."""
        if self.is_suggestion:
            return _("Thank you for your suggestion!")
        return _("Thank you for your initiative!")

    @property
    def text(self) -> str:
        return "\n\n".join(filter(None, (self.title, self.proposal, self.effects)))

    @property
    def is_public(self) -> bool:
        """The same as `public()`, for one that has been read."""
        return bool(
            self.stage in PUBLIC
            and self.state in SHOWN
            and self.publication_consent
            and self.published_at
            and self.published_at <= timezone.now()
        )

    @property
    def can_correct(self) -> bool:
        """Until it is published: what others have supported no longer changes."""
        return self.stage not in PUBLIC and super().can_correct

    @property
    def can_withdraw(self) -> bool:
        """Until it is decided: see the table."""
        return self._has_step(Stage.WITHDRAWN)

    @property
    def can_restore(self) -> bool:
        """Also when it is public, until it is decided."""
        returns = self.stage in PUBLIC and self._has_step(Stage.MADE)
        return returns or super().can_restore

    @property
    def stays_checked(self) -> bool:
        return self.stage in PUBLIC

    @property
    def can_approve(self) -> bool:
        """Never before the contact person's address is confirmed."""
        return not self.initiators.filter(is_contact=True, confirmed_at=None).exists()

    @property
    def can_withdraw_consent(self) -> bool:
        """It is public by its nature: who does not want that withdraws it."""
        return False

    @property
    def can_rate(self) -> bool:
        """The answer is a decision, not a reply to one person."""
        return False

    def _has_step(self, target: Stage) -> bool:
        return find(self.stage, target, self.kind) is not None

    @property
    def can_support(self) -> bool:
        """Whether support can be given now."""
        ended = self.collects_until and self.collects_until < timezone.now()
        return self.is_public and self.stage in SUPPORTABLE and not ended

    @property
    def can_take_support_back(self) -> bool:
        """As long as it can be given, and while it is checked again before the county has
        it: who supported other words may not want to stand by these."""
        return self.can_support or (self.stage not in PUBLIC and self.sent_at is None)

    @property
    def slug(self) -> str:
        """The end of its address, for example `a-2026-7k3m-penkki-pysakille`."""
        words = slugify(self.title)[:60].strip("-")
        return "-".join(filter(None, (self.reference.lower(), words)))

    def next_due(self) -> datetime | None:
        """The first of what the county still owes to its initiators."""
        owed = [
            self.acknowledge_by if self.stage in NOT_TOLD else None,
            self.report_by if self.stage in AT_THE_COUNTY else None,
            self.decide_by
            if self.stage in AT_THE_COUNTY and not self.decided_at
            else None,
        ]
        return min(filter(None, owed), default=None)

    def due_at(self) -> datetime | None:
        """On the desk: also where the initiators left the choice of a reply to us."""
        if self.state == SubmissionState.HANDLING:
            return self.answer_by
        return super().due_at()

    def with_content_json(self, content: dict[str, Any]) -> "Initiative":
        """The revision's texts on today's row: stage, support and dates stay as well."""
        revised: Any = super().with_content_json(content)
        texts = self.text_fields()
        for field in self._meta.local_concrete_fields:
            if field.name not in texts:
                setattr(revised, field.attname, getattr(self, field.attname))
        return revised  # type: ignore[no-any-return]

    def state_changed(self, before: str) -> None:
        from initiatives.services import follow_desk

        follow_desk(self, before)

    def settled(self, now: datetime) -> None:
        from initiatives.services import publication_stands

        publication_stands(initiative=self, now=now)

    def set_texts(self, texts: dict[str, str]) -> None:
        """Those of its correction form: title, proposal and, of an initiative, effects."""
        for name, text in texts.items():
            setattr(self, name, text)
        self.save(update_fields=list(texts))

    def erase_text(self) -> None:
        from initiatives.services import erase_all

        erase_all(initiative=self)

    @classmethod
    def text_fields(cls) -> dict[str, Any]:
        """What the initiators wrote; the rest of the words are the county's."""
        names = ("title", "proposal", "effects", "community")
        return {name: cls._meta.get_field(name).verbose_name for name in names}  # type: ignore[union-attr]

    def texts_beside(self) -> list[Beside]:
        """What the county wrote, also of what has happened, and the names of files."""
        own = [
            Beside(name, self._meta.get_field(name).verbose_name, self, name)  # type: ignore[union-attr]
            for name in OF_THE_COUNTY
        ]
        told = [
            Beside(f"event-{event.pk}-{name}", event.heading, event, name)
            for event in self.events.order_by("happened_at", "pk")
            for name in ("title", "text")
        ]
        files = [
            Beside(
                f"file-{file.pk}", _("Name of a file"), file, "name", from_sender=True
            )
            for file in self.attachments.all()
        ]
        return [*own, *told, *files]
