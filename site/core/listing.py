"""Pages of a list: which one, and the links between them."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest


@dataclass(frozen=True)
class Paging:
    number: int
    total: int
    per_page: int
    query: str = ""

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.per_page))

    @property
    def start(self) -> int:
        """The slice of the rows: `rows[start:end]`."""
        return (self.number - 1) * self.per_page

    @property
    def end(self) -> int:
        return self.number * self.per_page

    @property
    def first(self) -> int:
        return self.start + 1 if self.total else 0

    @property
    def last(self) -> int:
        return min(self.end, self.total)

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def has_next(self) -> bool:
        return self.number < self.pages

    def url(self, number: int) -> str:
        extra = f"{self.query}&" if self.query else ""
        return f"?{extra}sivu={number}"

    @property
    def here_url(self) -> str:
        return self.url(self.number)

    @property
    def previous_url(self) -> str:
        return self.url(self.number - 1)

    @property
    def next_url(self) -> str:
        return self.url(self.number + 1)

    @property
    def links(self) -> list[tuple[int, str]]:
        """The pages near this one, with the first and the last; 0 stands for a gap."""
        near = {1, self.pages, *range(self.number - 1, self.number + 2)}
        shown = sorted(number for number in near if 1 <= number <= self.pages)
        links: list[tuple[int, str]] = []
        for number in shown:
            if links and number - links[-1][0] > 1:
                links.append((0, ""))
            links.append((number, self.url(number)))
        return links


def page_of(request: HttpRequest, total: int, per_page: int, query: str = "") -> Paging:
    """The page that the address asks for; raises Http404 when there is none such."""
    given = request.GET.get("sivu", "1")
    if not given.isascii() or not given.isdigit():
        raise Http404
    paging = Paging(int(given[:9]), total, per_page, query)
    if not 1 <= paging.number <= paging.pages:
        raise Http404
    return paging
