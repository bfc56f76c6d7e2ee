"""What the site's search knows: one row for each public text, in its language.

A row is made from a public object by the object's source (`search.registry`) and goes when
the object is public no more. Each search backend indexes these rows, so that all kinds of
objects are found, filtered and counted together.
"""

from functools import reduce
from operator import or_
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from core.aggregates import joined_ids
from search import registry
from search.words import encode

# Of a word that a text repeats no more than this often is counted in its favour.
MOST_REPEATED = 3


class SearchEntryQuerySet(models.QuerySet):  # type: ignore[type-arg]
    def public(self) -> Self:
        """Entries whose object anybody may read at this moment, whatever the index says."""
        conditions = (
            Q(content_type__in=content_types)
            & Exists(gate.order_by().filter(pk=OuterRef("item_id")))
            for content_types, gate in registry.gates()
        )
        return self.filter(reduce(or_, conditions, Q(pk__in=())))

    def with_offered(self, language: str) -> Self:
        """Each row carries `offered`: whether a reader of the language is shown it unasked.

        A text of which there is a version in the reader's language, or else in Finnish, is
        offered in that one alone.
        """
        better = [language]
        if language != settings.LANGUAGE_CODE:
            better.append(settings.LANGUAGE_CODE)
        versions = SearchEntry.objects.filter(
            translation_key=OuterRef("translation_key")
        ).public()
        hidden = reduce(
            or_,
            (
                ~Q(language__in=better[: place + 1])
                & Exists(versions.filter(language=code))
                for place, code in enumerate(better)
            ),
        )
        return self.annotate(offered=~hidden)

    def with_places(self) -> Self:
        through = SearchEntry.municipalities.through.objects.all()
        return self.annotate(
            place_ids=joined_ids(through, "searchentry_id", "municipality_id")
        )


class SearchEntry(index.Indexed, models.Model):  # type: ignore[misc]
    """One public text. Texts are plain; `forms` says by what each of its words is found."""

    content_type = models.ForeignKey(
        ContentType, on_delete=models.CASCADE, related_name="+"
    )
    item_id = models.PositiveBigIntegerField()
    kind = models.CharField(_("kind"), max_length=40)
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES
    )
    translation_key = models.UUIDField(null=True, db_index=True)
    url = models.CharField(_("address"), max_length=500)
    name = models.CharField(_("title"), max_length=255)
    introduction = models.TextField(_("introduction"), blank=True)
    text = models.TextField(_("text"), blank=True)
    # A line for each word: as it stands, how often, and its forms as the index has them.
    name_forms = models.TextField(blank=True)
    forms = models.TextField(blank=True)
    service_area = models.ForeignKey(
        "core.ServiceArea",
        verbose_name=_("service area"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    municipalities = models.ManyToManyField(
        "core.Municipality", verbose_name=_("municipalities"), related_name="+"
    )
    state = models.CharField(_("state"), max_length=20, blank=True)
    # From then on the state may be another one.
    state_until = models.DateTimeField(null=True, db_index=True)
    date = models.DateField(_("date"), null=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True)
    # Of all that the row was made from: a row that would be the same is not written.
    digest = models.CharField(max_length=64)

    objects = SearchEntryQuerySet.as_manager()

    # Rows are written by `search.services`, which tells the backends too.
    search_auto_update = False
    # What staff may look up in the usage of a page does not hang on this.
    wagtail_reference_index_ignore = True

    # `title` is not a field, so that the index gets the words with their forms: Wagtail's
    # database backends weigh what is called so above the rest.
    search_fields: ClassVar[list[Any]] = [
        index.SearchField("title", boost=8),
        index.SearchField("body"),
        index.AutocompleteField("suggestion"),
        index.FilterField("content_type"),
        index.FilterField("kind"),
        index.FilterField("language"),
        index.FilterField("service_area"),
        index.FilterField("state"),
        index.FilterField("year"),
        index.RelatedFields("municipalities", [index.FilterField("id")]),
    ]

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "item_id"], name="one_entry_an_object"
            )
        ]
        indexes = [
            # Filters look at it alone, and not at rows with whole texts in them.
            models.Index(
                fields=["kind", "state", "language", "year", "service_area"],
                name="search_entry_filters",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def title(self) -> str:
        return f"{encode(self.name)} {tokens(self.name_forms)}"

    def body(self) -> str:
        return f"{encode(self.introduction)} {encode(self.text)} {tokens(self.forms)}"

    def suggestion(self) -> str:
        return encode(self.name)


def tokens(forms: str) -> str:
    """The forms of all words, as often as the words themselves but for the commonest."""
    found: list[str] = []
    for line in forms.splitlines():
        _word, times, *forms_of_word = line.split(" ")
        found += forms_of_word * min(int(times), MOST_REPEATED)
    return " ".join(found)


class SearchWord(models.Model):
    """A word of the public texts, from which a mistyped one is guessed."""

    language = models.CharField(max_length=2)
    word = models.CharField(max_length=60)
    entries = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("word of the texts")
        verbose_name_plural = _("words of the texts")
        constraints = [
            models.UniqueConstraint(
                fields=["language", "word"], name="one_row_a_search_word"
            )
        ]

    def __str__(self) -> str:
        return self.word


class SearchMiss(models.Model):
    """What was looked for in vain, by month: the words alone, never who or when."""

    month = models.DateField(_("month"))
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES
    )
    query = models.CharField(_("words"), max_length=100)
    times = models.PositiveIntegerField(_("times"), default=0)

    class Meta:
        verbose_name = _("search in vain")
        verbose_name_plural = _("searches in vain")
        constraints = [
            models.UniqueConstraint(
                fields=["month", "language", "query"], name="one_row_a_search_miss"
            )
        ]

    def __str__(self) -> str:
        return self.query


class EngineChange(models.Model):
    """An entry of which an external search engine has to be told: that it is new, another,
    or gone. `mark` changes with each change, so that one that comes meanwhile is kept."""

    entry_id = models.PositiveBigIntegerField(unique=True)
    mark = models.UUIDField()

    class Meta:
        verbose_name = _("change for the search engine")
        verbose_name_plural = _("changes for the search engine")

    def __str__(self) -> str:
        return str(self.entry_id)
