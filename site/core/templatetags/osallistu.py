"""The few tags that templates of the public site need; a built-in, so no {% load %}."""

from datetime import date, datetime
from typing import Any, cast

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template import Context
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import pgettext_lazy
from wagtail.admin.templatetags.wagtailuserbar import wagtailuserbar
from wagtail.models import Page

from core.brand import current_brand
from core.languages import OtherLanguage, territory
from core.models import BasePage
from core.structured_data import breadcrumb, script

register = template.Library()
register.filter(territory)

# A date format cannot inflect them: sunnuntaina, söndagen den.
WEEKDAYS = [
    pgettext_lazy("in a sentence before a date", "on Monday"),
    pgettext_lazy("in a sentence before a date", "on Tuesday"),
    pgettext_lazy("in a sentence before a date", "on Wednesday"),
    pgettext_lazy("in a sentence before a date", "on Thursday"),
    pgettext_lazy("in a sentence before a date", "on Friday"),
    pgettext_lazy("in a sentence before a date", "on Saturday"),
    pgettext_lazy("in a sentence before a date", "on Sunday"),
]


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """An icon of assets/static/art/icons.svg in the colour of the words beside it."""
    return format_html(
        '<svg class="icon{}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
        '<use href="{}#{}"/></svg>',
        f" {css}" if css else "",
        static("art/icons.svg"),
        name,
    )


@register.simple_tag
def pattern_address(page_id: int | None) -> str:
    """Of the picture drawn from the page's id, in the county's colours of now; a page
    that is looked at before it is saved has none yet."""
    address = reverse("pattern", args=[page_id or 0])
    version = current_brand().version
    return f"{address}?v={version}" if version else address


@register.simple_tag(takes_context=True)
def userbar(context: Context) -> str:
    """Wagtail's bar with the checks of the content, on pages that staff look at.

    Who has no session is not asked who they are: their page stays as it is for all.
    """
    request = context.get("request")
    if not isinstance(context.get("page"), Page) or request is None:
        return ""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return ""
    return wagtailuserbar(context)


@register.simple_block_tag
def kept(content: str) -> str:
    """What stands in it, to be said in several places: `{% kept as name %}…{% endkept %}`."""
    return content


@register.simple_tag(takes_context=True)
def structured_data(context: Context) -> str:
    """The page's and the breadcrumb's, on pages that have an address of their own."""
    page, route = context.get("page"), context.get("route")
    if not isinstance(page, BasePage) or not route:
        return ""
    request, shown = context["request"], cast("dict[str, Any]", context.flatten())
    objects = page.structured_data(request, shown)
    return script([*objects, *breadcrumb(route, request)])


@register.filter
def day(value: date | datetime | None) -> str:
    """A date in the language's own short way: 22.11.2026."""
    return date_format(_local(value), "SHORT_DATE_FORMAT") if value else ""


@register.filter
def weekday(value: date | datetime | None) -> str:
    """A date within a sentence, with its weekday: sunnuntaina 22.11.2026."""
    if not value:
        return ""
    local = _local(value)
    return f"{WEEKDAYS[local.weekday()]} {date_format(local, 'DATE_FORMAT')}"


@register.filter
def named_day(value: date | datetime | None) -> str:
    """A date by itself, with its weekday: sunnuntai 22.11.2026."""
    if not value:
        return ""
    local = _local(value)
    return f"{date_format(local, 'l')} {date_format(local, 'SHORT_DATE_FORMAT')}"


@register.filter
def clock(value: datetime | None) -> str:
    """A time in a span; a full hour goes without its zeros in Finnish and Swedish: 17–19.30."""
    if not value:
        return ""
    return date_format(_local(value), "TIME_FORMAT").removesuffix(".00")


@register.filter
def moment(value: datetime | None) -> str:
    """Date and time: 22.11.2026 klo 10.15."""
    return date_format(_local(value), "SHORT_DATETIME_FORMAT") if value else ""


@register.filter
def grouped(value: int) -> str:
    """A number with its thousands apart, as the language has it: 1 284."""
    return number_format(value, use_l10n=True, force_grouping=True)


@register.filter
def address(page: Page | None, request: HttpRequest) -> str:
    """The page's address; `request` remembers the site, so that a list costs no query."""
    return page.get_url(request) or "" if page else ""


@register.filter
def said_in(text: str, other: OtherLanguage | None) -> str:
    """A text in the middle of a sentence, with its `lang` where that must be said."""
    if not other or not other.lang:
        return text
    return format_html('<span lang="{}">{}</span>', other.lang, text)


@register.filter
def days_until(value: datetime) -> int:
    """Whole days of 24 hours from now; 0 on the last day and after it."""
    return max(0, (value - timezone.now()).days)


@register.filter
def is_today(value: datetime) -> bool:
    """Whether it is on this very day, in the county's time."""
    return bool(timezone.localtime(value).date() == timezone.localdate())


def _local(value: Any) -> Any:
    return timezone.localtime(value) if isinstance(value, datetime) else value
