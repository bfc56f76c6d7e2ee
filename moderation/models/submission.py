"""What a resident sends, of whatever kind: one table that the desk lists."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Page,
    RevisionMixin,
    SpecificMixin,
    WorkflowMixin,
)
from wagtail.query import SpecificQuerySetMixin

from core.languages import html_language
from core.models import ServiceArea, ServiceUnit
from core.privacy import PersonalData
from moderation.enums import (
    CAN_ADD,
    CORRECTABLE,
    OPEN,
    REPLIED,
    RESTORABLE,
    Channel,
    SubmissionState,
)


@dataclass(frozen=True)
class Beside:
    """A text that is shown with a submission and stands in a row of its own, or is not its
    sender's: it is redacted too. `key` names it among the texts of its submission."""

    key: str
    label: Any
    row: models.Model
    column: str
    from_sender: bool = False


class SubmissionQuerySet(SpecificQuerySetMixin, models.QuerySet):  # type: ignore[misc,type-arg]
    def public(self) -> Self:
        """What anybody may read: handled, with the sender's consent, and its publication
        approved by another person than the one who wrote the reply."""
        return self.filter(
            live=True,
            publication_consent=True,
            # The decision to publish can be undone until then.
            published_at__lte=timezone.now(),
            state=SubmissionState.ANSWERED,
        )

    def open(self) -> Self:
        return self.filter(state__in=OPEN)

    def overdue(self, now: datetime) -> Self:
        return self.open().filter(
            Q(
                state__in=[SubmissionState.RECEIVED, SubmissionState.SCREENING],
                screen_by__lt=now,
            )
            | Q(state=SubmissionState.HANDLING, wants_reply=True, answer_by__lt=now)
            | Q(state=SubmissionState.REVIEW, review_by__lt=now)
        )

    def not_started(self) -> Self:
        """Stored, but the task that starts screening was lost (a crash, a full queue)."""
        return self.filter(state=SubmissionState.RECEIVED)


class Submission(  # type: ignore[misc]
    SpecificMixin,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    models.Model,
):
    """To submissions what Page is to pages; a kind is a subclass with a table of its own.

    `live` means only that it has been handled; what may be shown to the public
    is `objects.public()`.
    """

    # The letter that references of this kind begin with.
    reference_letter: ClassVar[str] = "V"

    # Ends with a reply to its sender, or without one, on the desk itself.
    takes_reply: ClassVar[bool] = True

    # What the sender reads first.
    thanks: ClassVar[Any] = _("Thank you for your message!")

    # What its receipt says once anybody can read it.
    published_words: ClassVar[Any] = _(
        "We published your message and our reply on %(date)s."
    )

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField(
        _("reference"), max_length=20, unique=True, editable=False
    )
    token_version = models.PositiveSmallIntegerField(default=1, editable=False)
    # Of the form's own id and the answers: the same form sent twice is one submission.
    nonce = models.UUIDField(unique=True, null=True, editable=False)
    # Keyed hash of sender, page and text; emptied after a day.
    fingerprint = models.CharField(
        max_length=64, blank=True, db_index=True, editable=False
    )
    content_type = models.ForeignKey(
        ContentType, on_delete=models.PROTECT, related_name="+", editable=False
    )
    live = models.BooleanField(_("handled"), default=False, editable=False)
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=SubmissionState,
        default=SubmissionState.RECEIVED,
    )
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES
    )
    channel = models.CharField(
        _("channel"), max_length=10, choices=Channel, default=Channel.WEB
    )
    page = models.ForeignKey(
        Page,
        verbose_name=_("page that it answers"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    unit = models.ForeignKey(
        ServiceUnit,
        verbose_name=_("unit"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    service_area = models.ForeignKey(
        ServiceArea,
        verbose_name=_("service area"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("handler"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    flags = models.JSONField(_("flags"), default=list, blank=True)
    received_at = models.DateTimeField(
        _("received"), default=timezone.now, db_index=True
    )
    screen_by = models.DateTimeField(_("to be checked by"))
    answer_by = models.DateTimeField(_("to be answered by"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    wants_reply = models.BooleanField(_("wishes for a reply"), default=False)
    publication_consent = models.BooleanField(_("may be published"), default=False)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    # Since when a reply that did not help waits for a better one.
    returned_at = models.DateTimeField(
        _("came back"), null=True, blank=True, editable=False
    )
    # Since when what the sender said after the reply waits to be read.
    told_at = models.DateTimeField(
        _("said after the reply"), null=True, blank=True, editable=False
    )
    erased_at = models.DateTimeField(
        _("texts erased"), null=True, blank=True, editable=False
    )
    # The key of a ModerationRule.
    rule = models.CharField(_("rule"), max_length=20, blank=True)
    # The sender's request for a second look at a refusal: once for each decision.
    review_asked_at = models.DateTimeField(
        _("review asked for"), null=True, blank=True, editable=False
    )
    review_by = models.DateTimeField(_("to be reviewed by"), null=True, blank=True)
    # Raised by every change, so that of two people on one item the second is told.
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = SubmissionQuerySet.as_manager()

    # For lists only, to prefetch: Wagtail's own properties are left alone.
    workflow_history = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="submission",
        for_concrete_model=False,
    )
    personal_data = PersonalData(
        purpose=_(
            "What residents write about services, so that it can be answered and used."
        ),
        legal_basis=_(
            "GDPR article 6(1)(e): task in the public interest (Act 611/2021, section 29)"
        ),
        retention=_("Texts until the retention time after the end, see the settings."),
    )

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-received_at", "-pk"]
        indexes = [
            models.Index(
                fields=["state", "received_at"], name="submission_state_received"
            ),
            # What is open is counted and put in order by this alone, and what has ended by
            # the other: they have what the desk's lists look at, and no texts.
            models.Index(
                fields=[
                    "state",
                    "assignee",
                    "unit",
                    "screen_by",
                    "answer_by",
                    "received_at",
                ],
                name="submission_open",
            ),
            models.Index(
                fields=[
                    "-ended_at",
                    "-id",
                    "state",
                    "content_type",
                    "unit",
                    "service_area",
                    "language",
                    "channel",
                    "received_at",
                    "flags",
                ],
                name="submission_ended",
                condition=Q(ended_at__isnull=False),
            ),
            # What a few have said after the reply, of all that have ended.
            models.Index(
                fields=["told_at", "id", "state", "assignee", "unit"],
                name="submission_told",
                condition=Q(told_at__isnull=False),
            ),
            # The public list in its order, so that its last page costs like the first.
            models.Index(
                fields=[
                    "-published_at",
                    "-id",
                    "state",
                    "live",
                    "publication_consent",
                    "service_area",
                    "unit",
                ],
                name="submission_published",
                condition=Q(published_at__isnull=False),
            ),
        ]
        permissions = [
            ("screen_submission", _("Can check messages")),
            ("reply_submission", _("Can reply to messages")),
            ("approve_publication", _("Can approve publication")),
            ("read_contact", _("Can read contact details")),
            ("key_in_submission", _("Can key in messages from paper and phone")),
            ("export_submission", _("Can download the list of messages")),
            ("export_texts", _("Can download the texts of messages")),
        ]

    def __str__(self) -> str:
        # Goes into logs and labels that outlive the text: the reference and nothing else.
        return self.reference

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.content_type_id:
            self.content_type = ContentType.objects.get_for_model(self)
        if self.unit and not self.service_area_id:
            self.service_area_id = self.unit.service_area_id
        super().save(*args, **kwargs)

    def with_content_json(self, content: dict[str, Any]) -> "Submission":
        """The revision's texts on today's row.

        A revision is a copy of what the sender wrote; state, dates and consent are
        never taken back to what they were when it was made.
        """
        revised: Submission = super().with_content_json(content)
        for field in Submission._meta.concrete_fields:
            setattr(revised, field.attname, getattr(self, field.attname))
        return revised

    # What a kind tells the desk, the receipt and the mails -----------------------

    @property
    def text(self) -> str:
        """What the resident wrote."""
        return ""

    @property
    def about(self) -> str:
        """What it concerns, in a few words: the page that it answers, the unit or the area."""
        if self.page:
            return str(self.page.title)
        return self.handler_name

    @property
    def html_language(self) -> str:
        """The value of `lang` for what the sender wrote."""
        return html_language(self.language)

    @property
    def handler_name(self) -> str:
        """Who answers: the unit, or else its service area."""
        place = ServiceUnit.all_cached().get(self.unit_id or 0)
        area = ServiceArea.all_cached().get(self.service_area_id or 0)
        return place.name if place else area.name if area else ""

    @classmethod
    def text_fields(cls) -> dict[str, Any]:
        """Columns with words of the sender, by name, with what they are called.

        A kind's own text columns without choices: one that a kind gets later is redacted
        like the others. A kind whose column holds something else says so here.
        """
        return {
            field.name: field.verbose_name
            for field in cls._meta.concrete_fields
            if not issubclass(Submission, field.model)
            and isinstance(field, models.CharField | models.TextField)
            and not field.choices
        }

    def texts_beside(self) -> list[Beside]:
        """What is redacted beside these columns and the conversation."""
        return []

    def answer_days(self, otherwise: int) -> int:
        """Days until a reply, where this kind promises others than the settings of all."""
        return otherwise

    def set_text(self, text: str) -> None:
        """Put the sender's corrected text in place, and save."""

    def set_texts(self, texts: dict[str, str]) -> None:
        """The same for a kind with several texts, by the names of its correction form."""
        self.set_text(texts["text"])

    def erase_text(self) -> None:
        """Empty every field that the resident wrote in, and save."""
        self.set_text("")

    def state_changed(self, before: str) -> None:
        """The state was changed from `before`, in the same transaction: for a kind that has
        stages of its own."""

    def settled(self, now: datetime) -> None:
        """The last decision can no longer be undone."""

    # What the states allow ------------------------------------------------------

    @property
    def can_correct(self) -> bool:
        return self.state in CORRECTABLE

    @property
    def can_add(self) -> bool:
        return self.state in CAN_ADD

    @property
    def can_restore(self) -> bool:
        """Staff may have it checked anew."""
        return self.state in RESTORABLE

    @property
    def stays_checked(self) -> bool:
        """It is checked for good: where staff end its workflow in Wagtail's settings, it
        goes on with who handles it."""
        return False

    @property
    def can_approve(self) -> bool:
        """Nothing but the check is missing."""
        return True

    @property
    def can_withdraw_consent(self) -> bool:
        """The sender may leave it with us and have it published no more."""
        return self.publication_consent

    @property
    def can_be_offered(self) -> bool:
        """Its publication can be decided on once more: there is a reply and a consent."""
        return bool(
            self.state == SubmissionState.ANSWERED
            and self.answered_at
            and self.publication_consent
            and not self.published_at
            and not self.erased_at
        )

    @property
    def has_way_back(self) -> bool:
        """Its sender has the link of the receipt: a tablet in a lobby gives none, since the
        next person would see it."""
        return self.channel != Channel.KIOSK

    @property
    def can_rate(self) -> bool:
        """There is a reply to say something of."""
        return self.state in REPLIED

    @property
    def can_withdraw(self) -> bool:
        return self.state != SubmissionState.WITHDRAWN

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_public(self) -> bool:
        return bool(
            self.live
            and self.publication_consent
            and self.published_at
            and self.published_at <= timezone.now()
            and self.state == SubmissionState.ANSWERED
        )

    def due_at(self) -> datetime | None:
        """When the next thing that we promised is due."""
        if self.state in {SubmissionState.RECEIVED, SubmissionState.SCREENING}:
            return self.screen_by
        if self.state == SubmissionState.HANDLING:
            return self.answer_by
        if self.state == SubmissionState.REVIEW:
            return self.review_by
        return None

    @classmethod
    def erase_expired(cls, now: datetime) -> int:
        from moderation.services import erase_expired_texts

        return erase_expired_texts(now=now)
