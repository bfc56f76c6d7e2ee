"""Answers with one tap: the picture card, and the tablet in the lobby.

Two screens at the most. The first has the buttons, each of which sends; what was tapped
is stored at once. The second thanks, and asks for a few words more, which find their
answer by a signed ticket.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from core.models import ServiceUnit
from moderation.counting import count, next_day, next_hour
from moderation.enums import Channel
from moderation.intake import Limits, Verdict, examine, new_form_id, read_form_id
from users.address import client_address

from . import kiosks, services, tickets, units
from .enums import AnswerChannel, Face, FormKind
from .floods import from_another_site, too_many_everywhere
from .kiosks import Kiosk, kiosk_of
from .models import FaceAnswer, FeedbackSettings, Recommendation
from .serving import here, show_page, thanks
from .tickets import Card
from .unit_forms import MoreForm

if TYPE_CHECKING:
    from .models import FeedbackPage

PICTURES = Card(
    name="face",
    form=FormKind.PICTURE,
    model=FaceAnswer,
    field="face",
    values=tuple(Face.values),
)
NUMBERS = Card(
    name="score",
    form=FormKind.QUICK,
    model=Recommendation,
    field="score",
    values=tuple(str(number) for number in range(11)),
)


def screen(card: Card, *, kiosk: bool) -> Callable[..., HttpResponse]:
    """The view of a card, on a phone of one's own or on a tablet."""

    @require_http_methods(["GET", "HEAD", "POST"])
    def serve(request: HttpRequest, page: "FeedbackPage", slug: str) -> HttpResponse:
        unit = units.unit_or_response(request, page, slug)
        if isinstance(unit, HttpResponse):
            return unit
        tablet = kiosk_of(request, unit) if kiosk else None
        return Screen(request, page, unit, card, tablet).respond()

    return serve


@dataclass
class Screen:
    request: HttpRequest
    page: "FeedbackPage"
    unit: ServiceUnit
    card: Card
    kiosk: Kiosk | None

    TEMPLATES: ClassVar[dict[str, str]] = {
        "card": "feedback_forms/tap_card.html",
        "more": "feedback_forms/tap_more.html",
        "thanks": "feedback_forms/tap_thanks.html",
    }

    def respond(self) -> HttpResponse:
        given = self.request.GET
        if self.kiosk:
            kept = dict(self.kiosk.query)
            if "kerro" in given:
                kept["kerro"] = given["kerro"]
            # The language switch keeps the tablet's own link, and the answer.
            self.request.kept_query = f"?{urlencode(kept)}"  # type: ignore[attr-defined]
        if self.request.method == "POST":
            if from_another_site(self.request):
                return self._show("card", missed=True, status=403)
            return self._more() if "message" in self.request.POST else self._tap()
        if "kiitos" in given:
            return self._show("thanks")
        if "kerro" in given:
            return self._show("more", form=MoreForm(initial={"ticket": given["kerro"]}))
        return self._show("card")

    def _tap(self) -> HttpResponse:
        """Store the answer; the second screen follows."""
        now, posted = timezone.now(), self.request.POST
        value = posted.get("answer", "")
        form_id = read_form_id(posted.get("form_id", ""))
        if value not in self.card.values or form_id is None:
            return self._show("card", missed=True, status=422)
        if posted.get("website"):
            # A machine; it is told nothing.
            return redirect(self._address(kiitos="1"))
        if until := self._too_many(form_id.nonce, now):
            return self._show("card", too_many_until=until, status=429)
        answer = services.count_tap(
            card=self.card,
            value=value,
            unit=self.unit,
            channel=self._channel,
            nonce=form_id.nonce,
            now=now,
        )
        ticket = tickets.ticket_for(self.card, answer) if answer else ""
        return redirect(self._address(kerro=ticket))

    def _too_many(self, nonce: uuid.UUID, now: datetime) -> datetime | None:
        """Until when to wait; None for who has not sent too many."""
        address = client_address(self.request)
        in_hour, in_day = count(self._scope, address, now, nonce)
        if in_day > self._limits.per_day:
            return next_day(now)
        if in_hour > self._limits.per_hour:
            return next_hour(now)
        if self._has_key:
            return None
        return too_many_everywhere(self.request, nonce, now)

    def _more(self) -> HttpResponse:
        """Store what was written with it; on a tablet nobody is shown a receipt."""
        form = MoreForm(self.request.POST)
        if not form.is_valid():
            return self._show("more", form=form)
        verdict = examine(
            self.request,
            form,
            scope=f"more:{self._scope}",
            now=timezone.now(),
            limits=self._limits if self._has_key else None,
        )
        if verdict.stopped:
            return self._show("more", form=form, verdict=verdict)
        submission: Any = verdict.existing or self._send(form, verdict)
        done = self._address(kiitos="1") if self.kiosk else thanks(submission)
        return redirect(done)

    def _send(self, form: MoreForm, verdict: Verdict) -> Any:
        return services.send_more(
            card=self.card,
            form=form,
            verdict=verdict,
            unit=self.unit,
            channel=Channel.KIOSK if self.kiosk else Channel.WEB,
        ).submission

    @property
    def _has_key(self) -> bool:
        """Whether it is a tablet of ours, on which many people answer."""
        return self.kiosk is not None and self.kiosk.has_key

    @cached_property
    def _limits(self) -> Limits:
        settings = FeedbackSettings.current()
        return settings.kiosk if self._has_key else settings.taps

    @property
    def _scope(self) -> str:
        place = "kiosk" if self._has_key else "tap"
        return f"{place}:{self.card.name}:{self.unit.pk}"

    @property
    def _channel(self) -> AnswerChannel:
        return AnswerChannel.KIOSK if self.kiosk else AnswerChannel.WEB

    def _address(self, **query: str) -> str:
        return here(self.request, **(self.kiosk.query if self.kiosk else {}), **query)

    def _show(
        self,
        step: str,
        *,
        verdict: Verdict | None = None,
        status: int = 0,
        **context: Any,
    ) -> HttpResponse:
        page_url = self.page.get_url(self.request) or "/"
        shown = {
            "unit": self.unit,
            "card": self.card,
            "step": step,
            "frame": "feedback_forms/kiosk.html" if self.kiosk else "base.html",
            "kiosk": self.kiosk,
            "idle": self._idle(step),
            "action": self._address(),
            "finish_url": self._address(kiitos="1"),
            "form_id": new_form_id(),
            "ways": units.Ways(page_url, self.unit),
            **context,
        }
        response = show_page(
            self.request, self.page, self.TEMPLATES[step], shown, verdict, status
        )
        if self.kiosk:
            response.headers["Cache-Control"] = "no-store"
        if self.kiosk or step != "card":
            response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    def _idle(self, step: str) -> tuple[int, int] | None:
        """Seconds until the first screen comes back, with JavaScript and without."""
        if not self.kiosk:
            return None
        if step == "more":
            return kiosks.IDLE, kiosks.IDLE_WHILE_WRITING
        seconds = kiosks.AFTER_THANKS if step == "thanks" else kiosks.IDLE
        return seconds, seconds
