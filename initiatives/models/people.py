"""Initiators, supporters and followers: apart from the text, encrypted, and soon gone."""

import re
import unicodedata
import uuid
from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.crypto import EncryptedTextField, email_hash, keyed_hash
from core.models import Municipality
from core.privacy import PersonalData
from initiatives.enums import Basis, BatchState

from .initiative import Initiative

LETTERS = re.compile(r"[^\W\d_]+")
LEGAL_BASIS = _(
    "GDPR article 6(1)(c) and (e): initiatives (Act 611/2021, sections 29 and 30)"
)


class ByMail(models.Model):
    """Somebody who is reached by mail: the address encrypted, and findable by its hash.

    The links in their mail carry a token derived from `uuid`; see `initiatives.links`.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = EncryptedTextField(_("e-mail address"), blank=True)
    email_hash = models.CharField(max_length=64, blank=True, editable=False)
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES
    )
    created_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        # Kept once made: the address of a supporter goes, the hash stays.
        if self.email:
            self.email_hash = email_hash(self.email)
        super().save(*args, **kwargs)


class Draft(ByMail):
    """An initiative that is being written: all answers in one encrypted text.

    It is continued through its link, and goes by itself after its days.
    """

    answers = EncryptedTextField(_("answers"), blank=True)
    expires_at = models.DateTimeField(_("kept until"), db_index=True)
    # When its maker sent it: it waits for the confirmation of the address alone.
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    initiative = models.OneToOneField(
        Initiative,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="draft",
        verbose_name=_("initiative"),
    )

    personal_data = PersonalData(
        purpose=_("To let somebody write an initiative in several sittings."),
        legal_basis=LEGAL_BASIS,
        retention=_("Until it is sent, at most the days in the settings."),
    )

    class Meta:
        verbose_name = _("draft of an initiative")
        verbose_name_plural = _("drafts of initiatives")

    def __str__(self) -> str:
        return f"draft {self.pk}"

    @classmethod
    def erase_expired(cls, now: datetime) -> int:
        from initiatives.services.retention import erase_drafts

        return erase_drafts(now=now)


class Initiator(ByMail):
    """One of those who make an initiative; shown when confirmed, by name if they wish."""

    initiative = models.ForeignKey(
        Initiative,
        on_delete=models.CASCADE,
        related_name="initiators",
        verbose_name=_("initiative"),
    )
    name = EncryptedTextField(_("name"))
    phone = EncryptedTextField(_("phone number"), blank=True)
    name_public = models.BooleanField(_("name is shown"), default=True)
    municipality = models.ForeignKey(
        Municipality,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("municipality"),
    )
    basis = models.CharField(
        _("basis of membership"), max_length=15, choices=Basis, default=Basis.RESIDENT
    )
    is_contact = models.BooleanField(_("contact person"), default=False)
    # Identified by a strong means, such as Suomi.fi.
    identified = models.BooleanField(_("strongly identified"), default=False)
    sort_order = models.PositiveSmallIntegerField(default=0)

    personal_data = PersonalData(
        purpose=_(
            "To know that an initiative is made by a member of the county, to hear its "
            "makers, and to tell them what was done."
        ),
        legal_basis=LEGAL_BASIS,
        retention=_(
            "Until the time in the settings after the end of the initiative; of those who "
            "have not confirmed for 60 days."
        ),
    )

    class Meta:
        verbose_name = _("initiator")
        verbose_name_plural = _("initiators")
        ordering = ["sort_order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "email_hash"],
                name="initiator_once",
                condition=~Q(email_hash=""),
            )
        ]

    def __str__(self) -> str:
        return f"initiator {self.pk}"

    @classmethod
    def erase_expired(cls, now: datetime) -> int:
        from initiatives.services.retention import erase_initiators

        return erase_initiators(now=now)


class PaperBatch(models.Model):
    """Signature sheets that were keyed in together; they count once another has checked.

    Open while rows come, closed while it waits for the second person, then checked. What
    is known of it afterwards are numbers: rows that were not accepted are gone.
    """

    initiative = models.ForeignKey(
        Initiative,
        on_delete=models.CASCADE,
        related_name="batches",
        verbose_name=_("initiative"),
    )
    # Of its initiative: 1, 2, 3 …; written on the sheets.
    number = models.PositiveIntegerField(_("batch number"))
    received_on = models.DateField(_("received"))
    keyed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("keyed in by"),
    )
    # All who have written rows of it: none of them checks it.
    keyers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="+", verbose_name=_("keyed in by")
    )
    keyed_at = models.DateTimeField(_("keyed in"), auto_now_add=True)
    # Ready to be checked: no more rows come.
    closed_at = models.DateTimeField(_("given to be checked"), null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("checked by"),
    )
    checked_at = models.DateTimeField(_("checked"), null=True, blank=True)
    # What the second person found, while the batch is open again: may name supporters.
    note = EncryptedTextField(_("what to correct"), blank=True)
    # Raised by each change: nobody decides on rows that are no longer these.
    version = models.PositiveIntegerField(default=1, editable=False)
    accepted = models.PositiveIntegerField(_("accepted"), default=0, editable=False)
    # How many were not, by reason (`Refusal`).
    refused = models.JSONField(_("not accepted"), default=dict, editable=False)

    personal_data = PersonalData(
        purpose=_("To tell who keyed in support on paper what to correct."),
        legal_basis=LEGAL_BASIS,
        retention=_(
            "Until the batch is checked, at most as long as the supports are kept."
        ),
    )

    class Meta:
        verbose_name = _("batch of support on paper")
        verbose_name_plural = _("batches of support on paper")
        ordering = ["initiative", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "number"], name="paper_batch_number"
            )
        ]

    def __str__(self) -> str:
        return f"batch {self.number}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None and self.checked_at is None

    @property
    def state(self) -> BatchState:
        if self.checked_at:
            return BatchState.CHECKED
        return BatchState.CLOSED if self.closed_at else BatchState.OPEN

    @property
    def not_accepted(self) -> int:
        return sum(self.refused.values())

    @classmethod
    def erase_expired(cls, now: datetime) -> int:
        from initiatives.services.retention import erase_unchecked_batches

        return erase_unchecked_batches(now=now)


def hash_of_name(name: str, municipality: int | None) -> str:
    """Of a name in a municipality, whatever the case and the order of its parts; nothing
    where the name has no letters."""
    words = sorted(LETTERS.findall(unicodedata.normalize("NFKC", name).casefold()))
    return keyed_hash("name", " ".join(words), str(municipality or "")) if words else ""


class SupportQuerySet(models.QuerySet):  # type: ignore[type-arg]
    def counted(self) -> Self:
        """Confirmed by mail, or on paper that a second person has checked, or a tap."""
        return self.filter(
            Q(batch=None, confirmed_at__isnull=False)
            | Q(batch__checked_at__isnull=False)
        )

    def named(self) -> Self:
        """Those who let their names be shown."""
        return self.counted().filter(name_public=True)


class Support(ByMail):
    """One person for one initiative. Once confirmed the address goes; its hash stays.

    A suggestion is supported by one tap: no name, and `email_hash` is then the hash of
    the browser's own mark.
    """

    initiative = models.ForeignKey(
        Initiative,
        on_delete=models.CASCADE,
        related_name="supports",
        verbose_name=_("initiative"),
    )
    name = EncryptedTextField(_("name"), blank=True)
    name_public = models.BooleanField(_("name is shown"), default=False)
    municipality = models.ForeignKey(
        Municipality,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("municipality"),
    )
    identified = models.BooleanField(_("strongly identified"), default=False)
    # `users.identification.Claim.person` of an identified one, else empty: another address
    # does not make another person.
    person_hash = models.CharField(max_length=64, blank=True, editable=False)
    batch = models.ForeignKey(
        PaperBatch,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="supports",
        verbose_name=_("batch"),
    )
    # The same for the same name in the same municipality, in whichever order it is written:
    # a hint that one person may have supported twice, never a proof.
    name_hash = models.CharField(max_length=64, blank=True, editable=False)

    objects = SupportQuerySet.as_manager()

    personal_data = PersonalData(
        purpose=_("To count each supporter of an initiative once."),
        legal_basis=LEGAL_BASIS,
        retention=_(
            "The address until it is confirmed; the rest until the months in the settings "
            "after the end of the initiative. The count stays."
        ),
    )

    class Meta:
        verbose_name = _("support")
        verbose_name_plural = _("supports")
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "email_hash"],
                name="support_once",
                condition=~Q(email_hash=""),
            ),
            models.UniqueConstraint(
                fields=["initiative", "person_hash"],
                name="support_once_identified",
                condition=~Q(person_hash=""),
            ),
        ]
        indexes = [
            # What is counted by municipality, and nothing else of the row.
            models.Index(
                fields=["initiative", "municipality", "confirmed_at", "batch"],
                name="support_counted",
            ),
            models.Index(fields=["initiative", "name_hash"], name="support_same_name"),
        ]

    def __str__(self) -> str:
        return f"support {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name_hash = hash_of_name(self.name, self.municipality_id)
        fields = kwargs.get("update_fields")
        if fields and not {"name", "municipality"}.isdisjoint(fields):
            kwargs["update_fields"] = {*fields, "name_hash"}
        super().save(*args, **kwargs)

    @classmethod
    def erase_expired(cls, now: datetime) -> int:
        from initiatives.services.retention import erase_supports

        return erase_supports(now=now)


class Follower(ByMail):
    """Somebody who is told of each step by mail, until they leave or it ends."""

    initiative = models.ForeignKey(
        Initiative,
        on_delete=models.CASCADE,
        related_name="followers",
        verbose_name=_("initiative"),
    )

    personal_data = PersonalData(
        purpose=_("To tell followers of an initiative what happens to it."),
        legal_basis=_("GDPR article 6(1)(a): consent"),
        retention=_(
            "Until they leave, or the time in the settings after the end of the initiative; "
            "unconfirmed ones for a week."
        ),
    )

    class Meta:
        verbose_name = _("follower")
        verbose_name_plural = _("followers")
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "email_hash"], name="follower_once"
            )
        ]

    def __str__(self) -> str:
        return f"follower {self.pk}"

    @classmethod
    def erase_expired(cls, now: datetime) -> int:
        from initiatives.services.retention import erase_followers

        return erase_followers(now=now)
