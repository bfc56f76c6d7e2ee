"""Pages of a list whose length is known, the last as quick as the first."""

from typing import Any

from wagtail.admin.paginator import WagtailPaginator

from moderation.models import Submission


class CountedPaginator(WagtailPaginator):  # type: ignore[misc]
    """Two queries a page: its keys, counted from the nearer end, and the rows."""

    def __init__(self, object_list: Any, per_page: int, count: int) -> None:
        super().__init__(object_list, per_page)
        self.count = count

    def page(self, number: Any) -> Any:
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        stop = min(start + self.per_page, self.count)
        return self._get_page(rows_of(self.keys(start, stop)), number, self)

    def keys(self, start: int, stop: int) -> list[int]:
        keys = self.object_list.values_list("pk", flat=True)
        if start <= self.count // 2:
            return list(keys[start:stop])
        return list(keys.reverse()[self.count - stop : self.count - start])[::-1]


def rows_of(keys: list[int]) -> list[Submission]:
    """The submissions in this order, with what a row of the list shows of others."""
    found = Submission.objects.select_related("assignee", "page").in_bulk(keys)
    return [found[key] for key in keys if key in found]
