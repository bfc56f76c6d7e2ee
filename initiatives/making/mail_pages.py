"""Pages of a draft that send mail, or say that it was sent."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from core.forms import EmailField, ResidentForm

from . import services, steps
from .mailing import wait_for_mail
from .screens import Screen
from .steps import CHECK


class LinkForm(ResidentForm):
    email = EmailField(
        label=_("Your email address"),
        help_text=_("We send the link of the draft there, and nothing else."),
        max_length=254,
        error_messages={
            "required": _("Write your email address so that we can send you the link.")
        },
    )


def link(screen: Screen) -> HttpResponse:
    """Have the draft's link sent by mail, to go on another day."""
    contact = screen.answers.contact
    initial = {"email": screen.draft.email or (contact.email if contact else "")}
    form = LinkForm(screen.request.POST if screen.is_sent else None, initial=initial)
    wait_until = None
    if screen.is_sent and form.is_valid():
        to = form.cleaned_data["email"]
        wait_until = wait_for_mail(screen.request, screen.draft, screen.now, to=to)
        if not wait_until:
            services.send_link(
                draft=screen.draft,
                email=to,
                language=screen.language,
            )
            return redirect(f"{screen.request.path}?lahetetty")
    status = 429 if wait_until else 422 if screen.is_sent else 200
    return screen.show(
        "link",
        status=status,
        form=form,
        wait_until=wait_until,
        mailed=not screen.is_sent and "lahetetty" in screen.request.GET,
        onward_url=screen.url(steps.first_missing(screen.answers).name),
    )


def sent(screen: Screen) -> HttpResponse:
    """Read your mail; a button there is what sends the initiative."""
    if not screen.draft.sent_at:
        return redirect(screen.url(CHECK))
    return screen.show("sent", email=screen.draft.email)
