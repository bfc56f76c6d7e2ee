"""What can be found: each app registers sources of its own in `AppConfig.ready()`.

    registry.register(StorySource())

A source says which objects of a model anybody may read and what stands in each; nothing
here knows the models.
"""

import datetime
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

Words = str | Promise


@dataclass(frozen=True)
class Content:
    """What stands in a public object: its texts are plain, its address is a path."""

    title: str
    url: str
    language: str
    text: str = ""
    introduction: str = ""
    date: datetime.date | None = None
    service_area_id: int | None = None
    municipality_ids: tuple[int, ...] = ()
    state: str = ""
    # When the state may become another by the clock alone.
    state_until: datetime.datetime | None = None
    translation_key: uuid.UUID | None = None


class Source:
    """How the objects of one model are found.

    `kind` stands in addresses, `label` over one result, `plural` in the filter; `states`
    are the names of the states that the objects may have, `icon` one of the site's icons.
    """

    model: ClassVar[type[Model]]
    kind: ClassVar[str]
    label: ClassVar[Words]
    plural: ClassVar[Words]
    states: ClassVar[Mapping[str, Words]] = {}
    # Kinds with a smaller number are named first where one chooses between them.
    place: ClassVar[int] = 50
    # Whether objects may become public, or cease to be, without being saved themselves.
    is_swept: ClassVar[bool] = False
    # The pages on which the objects are read, where they have none of their own: with their
    # addresses those of the objects change.
    read_on: ClassVar[type[Model] | None] = None
    # Whether a new object is never public yet: storing it is then not held up.
    is_born_private: ClassVar[bool] = False
    # The sign over a result, and what its date is the day of.
    icon: ClassVar[str] = "paper"
    date_label: ClassVar[Words] = _("Published: %(date)s")

    def public(self) -> QuerySet[Any]:
        """The objects that anybody may read now."""
        raise NotImplementedError

    def gate(self) -> QuerySet[Any]:
        """A query by whose primary keys an entry's object is still public: `public()`, or
        one that several sources share and the database answers faster."""
        return self.public()

    def content(self, item: Any) -> Content:
        raise NotImplementedError


@dataclass
class _Registry:
    by_model: dict[type[Model], Source] = field(default_factory=dict)
    nearest: Callable[[Page, datetime.datetime], list[Any]] | None = None


_registry = _Registry()


def register(source: Source) -> None:
    _registry.by_model[source.model] = source


def register_nearest(
    function: Callable[[Page, datetime.datetime], list[Any]],
) -> None:
    """What is offered where nothing is found: pages as `components/opportunity-card.html`
    shows them, of those below the home page that is given."""
    _registry.nearest = function


def nearest(home: Page | None, now: datetime.datetime) -> list[Any]:
    return _registry.nearest(home, now) if home and _registry.nearest else []


def sources() -> list[Source]:
    return list(_registry.by_model.values())


def source_of(model: type[Model]) -> Source | None:
    return _registry.by_model.get(model)


def kinds() -> dict[str, Source]:
    """By kind, in their order; several models may share a kind."""
    found: dict[str, Source] = {}
    for source in sorted(sources(), key=lambda source: source.place):
        found.setdefault(source.kind, source)
    return found


def state_names() -> dict[str, Words]:
    return {
        state: name for source in sources() for state, name in source.states.items()
    }


def gates() -> list[tuple[list[int], QuerySet[Any]]]:
    """The ids of content types with the query by which their objects are public; sources
    that ask the same share one."""
    grouped: dict[object, tuple[list[int], QuerySet[Any]]] = {}
    for source in sources():
        shared = type(source).gate
        key = source if shared is Source.gate else shared
        if key not in grouped:
            grouped[key] = ([], source.gate())
        content_type = ContentType.objects.get_for_model(source.model)
        grouped[key][0].append(content_type.pk)
    return list(grouped.values())
