"""The page on which files are added to a draft and removed."""

from django.http import HttpResponse
from django.shortcuts import redirect

from moderation.counting import count, next_hour

from . import services, steps
from .files import MOST_BYTES, MOST_FILES, TYPES, FileForm
from .screens import Screen
from .steps import FILES

# To make a file anew takes a processor for seconds.
MOST_TRIES_AN_HOUR = 30
ADD, REMOVE = "lisaa", "poista"


def files(screen: Screen) -> HttpResponse:
    """The list of files, with a form for one more. Which of its buttons was pressed says
    what is done; a file that was chosen is added also by the one that goes on."""
    step, request = steps.BY_NAME[FILES], screen.request
    form, wait_until = FileForm(draft=screen.draft), None
    if screen.is_sent:
        if REMOVE in request.POST:
            number = request.POST[REMOVE]
            if number.isascii() and number.isdigit() and len(number) < 19:
                services.detach(draft=screen.draft, pk=int(number))
            return redirect(f"{screen.url(FILES)}{screen.query}")
        if ADD not in request.POST and not request.FILES:
            return screen.onward(step)
        tries = count("draft-file", str(screen.draft.uuid), screen.now)[0]
        wait_until = next_hour(screen.now) if tries > MOST_TRIES_AN_HOUR else None
        if not wait_until:
            form = FileForm(request.POST, request.FILES, draft=screen.draft)
        if not wait_until and form.is_valid():
            services.attach(draft=screen.draft, form=form)
            if ADD not in request.POST:
                return screen.onward(step)
            return redirect(f"{screen.url(FILES)}{screen.query}")
    attachments = list(screen.draft.attachments.all())
    return screen.show(
        "files",
        step,
        status=429 if wait_until else 422 if screen.is_sent else 200,
        form=form,
        wait_until=wait_until,
        attachments=attachments,
        full=len(attachments) >= MOST_FILES,
        most=MOST_FILES,
        most_bytes=MOST_BYTES,
        types=TYPES,
    )
