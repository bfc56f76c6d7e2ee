"""The page on which passages are chosen: every text, cut at what could be redacted."""

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from moderation import checks
from moderation.enums import TOLD_TO_SENDER, RedactionReason
from moderation.models import Submission
from moderation.redaction import (
    REASON_OF_FLAG,
    SHORT,
    Passage,
    covers,
    mark,
    pieces,
    redacted,
    stands_in,
    widened,
)
from moderation.services.texts import Text, texts_of

MOST_CHARACTERS = 2_000
MOST_PASSAGES = 500


@dataclass(frozen=True)
class Suggestion:
    """A passage that can be ticked."""

    passage: Passage
    number: int
    # What the checks call it; empty for one that a person has added.
    label: str
    ticked: bool

    @property
    def value(self) -> str:
        return f"{self.passage.reason}:{self.passage.text}"


@dataclass(frozen=True)
class Cut:
    text: str
    suggestion: Suggestion | None = None
    # The box stands where the passage stands first.
    first: bool = False
    mark: str = ""


@dataclass(frozen=True)
class Side:
    """One text: the same cuts make the original and what others see."""

    label: str
    cuts: list[Cut]


def suggestions(
    texts: Iterable[Text],
    *,
    ticked: Iterable[Passage] | None = None,
    added: Iterable[Passage] = (),
) -> list[Suggestion]:
    """What the checks found, and what a person has added, each once.

    Until something has been posted (`ticked`), what they found in the sender's words is
    ticked; in ours it is mostly the unit's own number.
    """
    found: dict[str, tuple[Passage, str, bool]] = {}
    for text in texts:
        for finding in checks.find(text.text, *TOLD_TO_SENDER):
            words = widened(text.text, finding.start, finding.end)
            reason = REASON_OF_FLAG.get(finding.flag, RedactionReason.PERSONAL)
            passage = Passage.of(words, reason)
            if stands_in(text.text, passage):
                # Written otherwise it is the same passage, with one box.
                same = next((key for key in found if covers(found[key][0], words)), "")
                passage, _label, sender = found.get(same, (passage, "", False))
                label = str(finding.flag.label)
                found[passage.text] = (passage, label, sender or text.from_sender)
    for passage in added:
        if not any(covers(each, passage.text) for each, *_others in found.values()):
            found[passage.text] = (passage, "", True)
    chosen = None if ticked is None else {each.text for each in ticked}
    return [
        Suggestion(
            passage,
            number,
            label,
            sender if chosen is None else passage.text in chosen,
        )
        for number, (passage, label, sender) in enumerate(found.values(), start=1)
    ]


def sides(
    submission: Submission, texts: Iterable[Text], suggested: Iterable[Suggestion]
) -> list[Side]:
    by_text = {each.passage.text: each for each in suggested}
    passages = [each.passage for each in by_text.values()]
    ticked = [each.passage for each in by_text.values() if each.ticked]
    shown: set[int] = set()
    found = []
    for text in texts:
        cuts = []
        full = redacted(text.text, ticked, submission.language)
        is_long = len(full) > (text.longest or len(full))
        for piece in pieces(text.text, passages):
            if piece.passage is None:
                cuts.append(Cut(piece.text))
                continue
            suggestion = by_text[piece.passage.text]
            first = suggestion.number not in shown
            shown.add(suggestion.number)
            words = mark(piece.passage.reason, submission.language)
            hidden = SHORT if is_long else words
            cuts.append(Cut(piece.text, suggestion, first, hidden))
        found.append(Side(text.label, cuts))
    return found


def unredacted(submission: Submission) -> int:
    """How many passages of all its texts seem to hold personal data still."""
    return sum(
        len(checks.find(text.text, *TOLD_TO_SENDER)) for text in texts_of(submission)
    )


class PassagesField(forms.Field):
    """Ticked boxes, each a reason and a passage."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: object) -> list[Passage]:
        values = value if isinstance(value, list) else []
        found = []
        for each in values[:MOST_PASSAGES]:
            reason, _colon, words = str(each).partition(":")
            if reason not in RedactionReason.values or not words.strip():
                raise forms.ValidationError(_("Choose the passages again."))
            found.append(Passage.of(words, reason))
        return found


class RedactionForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    passages = PassagesField(required=False)
    more = forms.CharField(
        label=gettext_lazy("Redact this passage too"),
        max_length=MOST_CHARACTERS,
        required=False,
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("Reason"),
        choices=RedactionReason,
        initial=RedactionReason.PERSONAL,
    )

    def __init__(self, data: object = None, *, texts: list[Text], **kwargs: object):
        super().__init__(data, **kwargs)  # type: ignore[arg-type]
        self.texts = texts
        self.chosen: list[Passage] = []

    def clean(self) -> dict[str, object]:
        """`chosen` is what is ticked, and what was written."""
        posted = self.cleaned_data.get("passages", [])
        self.chosen = [each for each in posted if self._stands_somewhere(each)]
        if len(self.chosen) < len(posted):
            self.add_error("passages", _("Choose the passages again."))
        words = self.cleaned_data.get("more", "")
        if words and "reason" in self.cleaned_data:
            passage = Passage.of(words, self.cleaned_data["reason"])
            if self._stands_somewhere(passage):
                self.chosen.append(passage)
            else:
                self.add_error(
                    "more",
                    _(
                        "No text says exactly this. Copy whole words, without a passage "
                        "that is redacted already."
                    ),
                )
        return self.cleaned_data

    def _stands_somewhere(self, passage: Passage) -> bool:
        return any(stands_in(text.text, passage) for text in self.texts)
