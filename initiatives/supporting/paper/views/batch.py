"""One batch: rows are keyed in while it is open, checked once it is closed, and numbers
alone are shown afterwards."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from initiatives.enums import BatchState, Refusal
from initiatives.supporting.paper import rules, services
from initiatives.supporting.paper.findings import Row, rows_of
from initiatives.supporting.paper.forms import (
    CheckForm,
    ReturnForm,
    SheetForm,
    error_list,
)
from moderation.desk.queue import person
from moderation.services.base import Conflict, FourEyes, NotAllowedNow

from .base import OfBatch

Act = Callable[[], HttpResponse]


class BatchScreen(OfBatch):
    http_method_names = ["get", "head", "post", "options"]

    def get_template_names(self) -> list[str]:
        return [f"initiatives/admin/paper/{self.batch.state}.html"]

    # What is done to it --------------------------------------------------------

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The button says what: `act`. What was typed comes back where it cannot be done."""
        acts: dict[str, Act] = {
            "add": self.add,
            "close": self.close,
            "remove": self.remove,
            "take-back": self.take_back,
            "approve": self.approve,
            "return": self.give_back,
        }
        act = acts.get(request.POST.get("act", ""))
        if act is None:
            return self.show(status=422)
        try:
            return act()
        except FourEyes:
            return self.refused("four-eyes", status=403)
        except services.TooManyRows:
            return self.refused("full")
        except Conflict:
            return self.refused("changed")
        except NotAllowedNow:
            return self.refused("state")

    def add(self) -> HttpResponse:
        form = self.sheet_form(self.request.POST)
        if not form.is_valid():
            return self.show(sheet=form, errors=form.errors(), status=422)
        rows = form.rows()
        if rows:
            services.add_rows(rows=rows, **self.change)
            words = ngettext(
                "%(number)s row was saved.", "%(number)s rows were saved.", len(rows)
            )
            messages.success(self.request, words % {"number": len(rows)})
        return redirect(self.address)

    def close(self) -> HttpResponse:
        """With what was typed and not saved yet."""
        form = self.sheet_form(self.request.POST)
        if not form.is_valid():
            return self.show(sheet=form, errors=form.errors(), status=422)
        services.give_to_check(rows=form.rows(), now=timezone.now(), **self.change)
        messages.success(
            self.request,
            _("Batch %(number)s waits for another person to check it.") % self.words,
        )
        return redirect("paper:batches", self.initiative.reference)

    def remove(self) -> HttpResponse:
        services.remove_batch(**self.change)
        messages.success(self.request, _("Batch %(number)s was removed.") % self.words)
        return redirect("paper:batches", self.initiative.reference)

    def take_back(self) -> HttpResponse:
        if rules.can_check(self.request.user, self.keyers):
            return self.show(status=422)
        services.give_back(**self.change)
        return redirect(self.address)

    def approve(self) -> HttpResponse:
        if self.batch.state != BatchState.CLOSED:
            raise NotAllowedNow
        form = CheckForm(self.request.POST, rows=self.rows)
        if not form.is_valid():
            note = ReturnForm(initial=self.request.POST.dict())
            return self.show(check=form, note=note, errors=error_list(form), status=422)
        accepted = services.approve(
            refused=form.refused(), now=timezone.now(), **self.change
        )
        words = ngettext(
            "Batch %(number)s was checked: %(accepted)s support was counted.",
            "Batch %(number)s was checked: %(accepted)s supports were counted.",
            accepted,
        )
        messages.success(self.request, words % {**self.words, "accepted": accepted})
        return redirect("paper:batches", self.initiative.reference)

    def give_back(self) -> HttpResponse:
        if not rules.can_check(self.request.user, self.keyers):
            raise FourEyes
        form = ReturnForm(self.request.POST)
        if not form.is_valid():
            return self.show(
                note=form,
                check=self.decisions(),
                errors=error_list(form),
                status=422,
            )
        services.give_back(note=form.cleaned_data["note"], **self.change)
        messages.success(self.request, _("Batch %(number)s was returned.") % self.words)
        return redirect("paper:batches", self.initiative.reference)

    def decisions(self) -> CheckForm:
        """As they were sent, without being complained of."""
        return CheckForm(initial=self.request.POST.dict(), rows=self.rows)

    @property
    def change(self) -> dict[str, Any]:
        return {
            "batch": self.batch,
            "user": self.request.user,
            "version": self.version(),
        }

    @property
    def words(self) -> dict[str, Any]:
        return {"number": self.batch.number}

    def refused(self, why: str, *, status: int = 409) -> HttpResponse:
        """Nothing was saved: say why, and give back what was typed."""
        typed = SheetForm(first=1, data=self.request.POST)
        adds = self.request.POST.get("act") in {"add", "close"}
        self.read_again()
        self.__dict__.pop("rows", None)
        kept: dict[str, Any] = {}
        if adds and self.batch.is_open:
            kept["sheet"] = self.sheet_form(self.request.POST)
        elif adds:
            kept["kept"] = [(_("Names"), typed.typed())]
        elif self.batch.state == BatchState.CLOSED:
            kept["check"] = self.decisions()
            kept["note"] = ReturnForm(initial=self.request.POST.dict())
        elif note := self.request.POST.get("note", ""):
            kept["kept"] = [(_("What is to be corrected?"), note)]
        return self.show(why=why, status=status, **kept)

    # What is shown ---------------------------------------------------------------

    @cached_property
    def rows(self) -> list[Row]:
        return rows_of(self.batch)

    @property
    def keyers(self) -> set[int]:
        return rules.keyers_of(self.batch)

    def sheet_form(self, data: Any = None) -> SheetForm:
        place = self.rows[-1].support.municipality_id if self.rows else None
        return SheetForm(first=len(self.rows) + 1, place=place, data=data)

    def next_sheet(self) -> SheetForm:
        """Empty; once something is saved, writing can go on at once."""
        form = self.sheet_form()
        if self.rows:
            form.forms[0].fields["name"].widget.attrs["autofocus"] = True
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = {
            **super().get_context_data(**kwargs),
            "takes_checks": rules.takes_checks(self.initiative),
            "may_check": rules.can_check(self.request.user, self.keyers),
            "keyers": ", ".join(map(person, self.batch.keyers.all())),
            "most": rules.MOST_ROWS,
        }
        state = self.batch.state
        if state == BatchState.CHECKED:
            counts = self.batch.refused.items()
            context["refusals"] = [(Refusal(why).label, n) for why, n in counts]
            return context
        context["rows"] = self.rows
        context["flagged"] = sum(bool(row.findings) for row in self.rows)
        if state == BatchState.OPEN:
            context["sheet"] = kwargs.get("sheet") or self.next_sheet()
            context["full"] = len(self.rows) >= rules.MOST_ROWS
        else:
            context["check"] = kwargs.get("check") or CheckForm(rows=self.rows)
            context["note"] = kwargs.get("note") or ReturnForm()
        return context
