"""What a page says to machines, in the words of schema.org, as JSON-LD.

Objects are dicts of what anybody reads on the page, and of nothing else. A page gives
its own by `structured_data()`; the breadcrumb is added to each. The script element holds
data: no browser runs it, so the security policy needs no exception.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest
from django.utils.html import json_script
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.models import CountySettings
from core.routing import Route, language_prefix

SCHEMA = "https://schema.org"
Data = dict[str, Any]


class TerseEncoder(DjangoJSONEncoder):
    """No spaces, and ä as ä: half the weight of Django's own in Finnish."""

    def __init__(self, **kwargs: Any) -> None:
        terse = {"ensure_ascii": False, "separators": (",", ":")}
        super().__init__(**{**kwargs, **terse})


def script(objects: list[Data]) -> SafeString:
    """The script element with all the objects; "" without any.

    Django's `json_script` escapes <, > and &, so that no text ends the element.
    """
    if not objects:
        return SafeString("")
    element = json_script({"@context": SCHEMA, "@graph": objects}, encoder=TerseEncoder)
    typed = element.replace("application/json", "application/ld+json", 1)
    return SafeString(typed)


def filled(**values: Any) -> Data:
    """Without what is empty; `type_` and `id_` stand for JSON-LD's own @type and @id."""
    keys = {"type_": "@type", "id_": "@id"}
    return {
        keys.get(name, name): value
        for name, value in values.items()
        if value not in (None, "", [], {})
    }


def moment(value: datetime | None) -> str:
    """In the county's time, with its distance from UTC: 2026-11-22T17:00+02:00."""
    return localtime(value).isoformat(timespec="minutes") if value else ""


def day(value: datetime | None) -> str:
    """For what the page shows without its hour."""
    return localtime(value).date().isoformat() if value else ""


def own_picture(context: Mapping[str, Any]) -> str:
    """The address of the page's own picture; the site's is of no page in particular."""
    picture = context["share_picture"]
    return picture.url if picture.own else ""


def home_url(request: HttpRequest) -> str:
    return request.build_absolute_uri(language_prefix(get_language() or ""))


def county(request: HttpRequest) -> Data:
    """The county, as the header of every page names it."""
    settings = CountySettings.current()
    return filled(
        type_="GovernmentOrganization",
        name=settings.name,
        url=settings.website or home_url(request),
    )


def unit(name: str, request: HttpRequest) -> Data:
    """A unit of the county, or the county itself where no unit is named."""
    whole = county(request)
    if not name:
        return whole
    return {"@type": "Organization", "name": name, "parentOrganization": whole}


def breadcrumb(route: Route, request: HttpRequest) -> list[Data]:
    """The trail as it is shown, and at its end the page; none where none is shown."""
    if not route.trail:
        return []
    items = [
        {
            "@type": "ListItem",
            "position": position,
            "name": crumb.title if position > 1 else _("Front page"),
            "item": request.build_absolute_uri(crumb.url),
        }
        for position, crumb in enumerate(route.crumbs, 1)
    ]
    return [{"@type": "BreadcrumbList", "itemListElement": items}]
