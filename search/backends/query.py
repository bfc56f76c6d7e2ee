"""What our queries ask for beyond Wagtail's own query classes."""

from wagtail.search.query import SearchQuery


class Prefix(SearchQuery):  # type: ignore[misc]
    """Words that begin so."""

    def __init__(self, query_string: str) -> None:
        self.query_string = query_string

    def __repr__(self) -> str:
        return f"<Prefix {self.query_string!r}>"
