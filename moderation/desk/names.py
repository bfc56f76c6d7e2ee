"""Names that would be published: for whoever approves a publication “without names”.

A name is no finding of the checks, since most are of staff who are thanked. In what anybody
will read each is worth a look, also in our own words: replies begin with a greeting.
"""

from moderation.checks import current_lists
from moderation.checks.people import people_in
from moderation.checks.sentences import sentences
from moderation.enums import MessageKind
from moderation.models import Submission

MOST_SHOWN = 12


def names_to_be_read(submission: Submission) -> list[str]:
    """Each once, as it stands in the message and in the replies; one query."""
    replies = submission.messages.filter(kind=MessageKind.REPLY)
    texts = [submission.text, *replies.values_list("text", flat=True)]
    lists = current_lists()
    found: dict[str, None] = {}
    for text in texts:
        for start, end in sentences(text):
            sentence = text[start:end]
            for first, last in people_in(sentence, lists, staff_too=True):
                found[" ".join(sentence[first:last].split())] = None
    return list(found)[:MOST_SHOWN]
