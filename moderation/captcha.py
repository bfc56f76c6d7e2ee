"""A question in words, asked only on suspicion (django-simple-captcha keeps it).

No picture, no sound, no puzzle against the clock: a screen reader reads it, and
the question stands in the label.
"""

import secrets
from dataclasses import dataclass

from captcha.models import CaptchaStore
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

NUMBERS = [
    gettext_lazy("zero"),
    gettext_lazy("one"),
    gettext_lazy("two"),
    gettext_lazy("three"),
    gettext_lazy("four"),
    gettext_lazy("five"),
    gettext_lazy("six"),
    gettext_lazy("seven"),
    gettext_lazy("eight"),
    gettext_lazy("nine"),
    gettext_lazy("ten"),
]


@dataclass(frozen=True)
class Question:
    key: str
    text: str


def word_question() -> tuple[str, str]:
    """For django-simple-captcha: a question in the language of the moment, and its answer."""
    first, second = secrets.randbelow(4) + 1, secrets.randbelow(5) + 1
    question = _("How much is %(first)s plus %(second)s?") % {
        "first": NUMBERS[first],
        "second": NUMBERS[second],
    }
    return question, str(first + second)


def ask() -> Question:
    key = CaptchaStore.generate_key()
    return Question(
        key, CaptchaStore.objects.values_list("challenge", flat=True).get(hashkey=key)
    )


def is_right(key: str, answer: str) -> bool:
    """Whether the answer fits; a right one is used up. Digits and number words both do."""
    word = answer.strip().casefold().rstrip(".")
    words = {str(name).casefold(): str(number) for number, name in enumerate(NUMBERS)}
    given = words.get(word, word)
    now = timezone.now()
    used, _rows = CaptchaStore.objects.filter(
        hashkey=key, response=given, expiration__gt=now
    ).delete()
    return bool(used)
