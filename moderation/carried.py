"""What somebody wrote on one form goes along when another one turns out to be right.

It travels in the form itself (a POST that is answered by 307, so that the browser sends the
same again): it stands in no address, no log and no database.
"""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from core.forms.fields import without_controls

# What each form calls its text: the first that has words goes along.
NAMES = ("proposal", "message", "text")
# In what is sent from the page on which the right form is chosen, and by no form itself.
MARK = "right_channel"
LONGEST = 5000


class SameAgain(HttpResponseRedirect):
    """307: the browser sends what it sent, to the new address (RFC 9110, 15.4.8)."""

    status_code = 307


def text_written(request: HttpRequest) -> str:
    """The text that comes with this request, whichever form it was written on; "" if none."""
    found = (without_controls(request.POST.get(name, "")) for name in NAMES)
    return next((text.strip() for text in found if text.strip()), "")[:LONGEST]


def carried(request: HttpRequest) -> str | None:
    """The text with which the reader arrives from another form; None where this form itself
    is sent. A form that gets it is shown as if it were opened, with the text in it."""
    if request.method != "POST" or MARK not in request.POST:
        return None
    return text_written(request)


def carry(request: HttpRequest, url: str) -> HttpResponse:
    """On to the form at `url`, with what was written if there is any."""
    if text_written(request):
        return SameAgain(url)
    return HttpResponseRedirect(url)
