"""What a page says to machines, as they read it."""

import json
from html.parser import HTMLParser
from typing import Any


class Head(HTMLParser):
    """Open Graph tags in their order, and the text of the blocks of JSON-LD."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, str]] = []
        self.blocks: list[str] = []
        self.in_block = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attributes: Any) -> None:
        given = dict(attributes)
        name = given.get("property") or given.get("name") or ""
        if tag == "meta" and name.startswith(("og:", "twitter:")):
            self.tags.append((name, given["content"]))
        self.in_block = tag == "script" and given.get("type") == "application/ld+json"
        if self.in_block:
            self.blocks.append("")

    def handle_endtag(self, tag: str) -> None:
        self.in_block = False

    def handle_data(self, data: str) -> None:
        if self.in_block:
            self.blocks[-1] += data


def share_tags(html: str) -> dict[str, str]:
    """By name; those that may stand more than once are left to `Head`."""
    tags = [tag for tag in Head(html).tags if tag[0] != "og:locale:alternate"]
    assert len(tags) == len(dict(tags)), tags
    return dict(tags)


def json_ld(html: str) -> list[dict[str, Any]]:
    """The objects of the page's one block; none without a block."""
    blocks = Head(html).blocks
    assert len(blocks) <= 1
    if not blocks:
        return []
    found = json.loads(blocks[0])
    assert found["@context"] == "https://schema.org"
    return found["@graph"]


def of_type(html: str, name: str) -> dict[str, Any]:
    """The one object of that type."""
    (found,) = (one for one in json_ld(html) if one["@type"] == name)
    return found
