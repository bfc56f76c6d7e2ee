"""How the database compares texts."""

import re
from typing import Any

from django.db.models import CharField, Lookup, TextField


def any_case(word: str, special: str, escape: str) -> str:
    """A pattern of the word in which each letter may be large or small: `[oO][sS]…`.

    `special` are the characters that mean something else; `escape` says how they are
    written, as in `[{}]`.
    """
    parts = []
    for letter in word:
        forms = {letter, letter.lower(), letter.upper()}
        cases = sorted(form for form in forms if len(form) == 1)
        if len(cases) > 1:
            parts.append(f"[{''.join(cases)}]")
        else:
            parts.append(escape.format(letter) if letter in special else letter)
    return "".join(parts)


class Mentions(Lookup):  # type: ignore[type-arg]
    """Whether the text has the word in it, large or small letters alike.

    Also å, ä and ö: SQLite's LIKE knows only a to z, PostgreSQL's what its locale knows.
    """

    lookup_name = "mentions"

    def as_sqlite(
        self, compiler: Any, connection: Any, **context: Any
    ) -> tuple[str, list[Any]]:
        """LIKE first, which takes a tenth of the time and knows the cases of a to z; of the
        texts that it lets through, GLOB compares the other letters."""
        lhs, params = self.process_lhs(compiler, connection)
        word = str(self.rhs)
        like = re.sub(r"([%_\\])", r"\\\1", word)
        like = "".join(letter if letter.isascii() else "_" for letter in like)
        found, values = f"{lhs} LIKE %s ESCAPE '\\'", [*params, f"%{like}%"]
        if word.isascii():
            return found, values
        pattern = any_case(word, "*?[", "[{}]")
        return f"({found} AND {lhs} GLOB %s)", [*values, *params, f"*{pattern}*"]

    def as_sql(  # type: ignore[override]
        self, compiler: Any, connection: Any, **context: Any
    ) -> tuple[str, list[Any]]:
        lhs, params = self.process_lhs(compiler, connection)
        pattern = any_case(str(self.rhs), r"\.^$*+?()[]{}|", "\\{}")
        return f"{lhs} ~ %s", [*params, pattern]


def register() -> None:
    for field in (CharField, TextField):
        field.register_lookup(Mentions)
