"""What a word of a text is found by: its base forms, and the parts of a compound.

The same for the text that is indexed and for the words that are looked for; the search
backends know nothing of it. Measured in docs/search.md.
"""

from .forms import Forms, forms_of
from .hyphens import with_seams
from .tokens import encode, runs_of_digits, words_in

__all__ = ["Forms", "encode", "forms_of", "runs_of_digits", "with_seams", "words_in"]
