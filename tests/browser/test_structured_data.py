"""JSON-LD in Chromium: data that nothing runs, and that the security policy leaves alone."""

import json

from tests.factories import pages, stories

HOSTILE = "</script><script>document.title='owned'</script><img src=x onerror=alert(1)>"
READ = """() => [...document.querySelectorAll("script[type='application/ld+json']")]
  .map(element => element.textContent)"""


def test_policy_says_nothing_and_nothing_runs(open_page):
    page = open_page()
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    for hostile in (
        pages.event_page(title=HOSTILE, introduction=HOSTILE),
        pages.opportunity_page(title=HOSTILE),
        stories.story_page(title=HOSTILE),
    ):
        page.goto(hostile.url)
        (block,) = page.evaluate(READ)
        breadcrumb = json.loads(block)["@graph"][-1]
        assert breadcrumb["itemListElement"][-1]["name"] == HOSTILE
        assert page.title() != "owned"
        assert page.locator("img[src=x]").count() == 0
    page.goto("/")
    (block,) = page.evaluate(READ)
    assert json.loads(block)["@graph"][0]["@type"] == "WebSite"
    assert said == []
