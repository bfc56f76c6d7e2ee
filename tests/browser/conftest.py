"""Chromium against a live server; see tests/support/browser.py for what to ask of a page."""

import contextlib
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

# Playwright keeps an event loop in the main thread, where Django then fears for its
# connections; nothing here is asynchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

HERE = Path(__file__).parent
WIDTHS = (320, 768, 1280)
HEIGHT = 900
# Milliseconds that a slow machine is given for what is on its way; what is there at once
# is not waited for.
PATIENCE = 15_000
expect.set_options(timeout=PATIENCE)

OpenPage = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any],
) -> dict[str, Any]:
    return {
        **browser_type_launch_args,
        "executable_path": shutil.which("chromium") or "/usr/bin/chromium",
        "args": ["--no-sandbox", "--disable-dev-shm-usage", "--hide-scrollbars"],
    }


@pytest.fixture
def live_site(transactional_db: None, live_server: Any) -> str:
    """The address of a server with this test's own database, without a last slash."""
    return live_server.url


class UnderWay:
    """Requests that the server has begun and not ended."""

    def __init__(self) -> None:
        self.lock, self.number = threading.Lock(), 0

    def begun(self, **kwargs: Any) -> None:
        with self.lock:
            self.number += 1

    def ended(self, **kwargs: Any) -> None:
        with self.lock:
            self.number -= 1


under_way = UnderWay()
request_started.connect(under_way.begun)
request_finished.connect(under_way.ended)


def at_rest() -> None:
    """Wait for the server to end what it has begun."""
    end = time.monotonic() + PATIENCE / 1000
    while under_way.number > 0 and time.monotonic() < end:
        time.sleep(0.01)


@pytest.fixture
def open_page(live_site: str, browser: Browser) -> Iterator[OpenPage]:
    """Opens an address of the site as some visitor would see it.

    `open_page("/sv/", width=320, scheme="dark", forced_colors=True, javascript=False)`.
    Console errors and anything that the security policy blocked fail the test.
    """
    contexts: list[BrowserContext] = []
    troubles: list[str] = []
    # Streams that tests without a browser left unread are nothing to wait for.
    under_way.number = 0

    def open_(
        path: str = "",
        *,
        width: int = 1280,
        scheme: str = "light",
        forced_colors: bool = False,
        javascript: bool = True,
        **options: Any,
    ) -> Page:
        context = browser.new_context(
            base_url=live_site,
            locale="fi-FI",
            viewport={"width": width, "height": HEIGHT},
            color_scheme=scheme,
            forced_colors="active" if forced_colors else "none",
            reduced_motion="reduce",
            java_script_enabled=javascript,
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: troubles.append(f"script: {error}"))
        page.on("console", lambda message: troubles.extend(complaint(message)))
        if path:
            page.goto(path)
        return page

    yield open_
    # What a page complains of once it has no connection is our doing, not the site's.
    heard = troubles.copy()
    # Closed before the database is restored: no request may still be under way, nor an
    # answer of a test's own, which would fail in the test after it.
    for context in contexts:
        with contextlib.suppress(Exception):
            # What a page says when it is left would come to the next test's database.
            context.set_offline(True)
            for page in context.pages:
                page.unroute_all(behavior="wait")
            context.close()
    at_rest()
    assert not heard, heard


def complaint(message: Any) -> list[str]:
    """What the console holds against us; a 404 or 422 that a test wants is none, nor is
    a network that a test took away, or what Wagtail's checker of content tells an editor."""
    text = message.text
    wanted = (
        "the server responded with a status of 4",
        "ERR_INTERNET_DISCONNECTED",
        "axe.run results",
    )
    if message.type != "error" or any(words in text for words in wanted):
        return []
    return [f"console: {text}"]


@pytest.fixture
def sign_in(live_site: str) -> Callable[[Page, Any], Page]:
    """Puts a session of this user into the browser's context."""

    def sign_in_(page: Page, user: Any) -> Page:
        client = Client()
        client.force_login(user)
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        cookie = {
            "name": settings.SESSION_COOKIE_NAME,
            "value": value,
            "url": live_site,
        }
        page.context.add_cookies([cookie])
        return page

    return sign_in_


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A wide, light window with JavaScript; a relative address opens the live site."""
    return open_page()


@pytest.fixture
def page_without_javascript(open_page: OpenPage) -> Page:
    return open_page(javascript=False)


@pytest.fixture(params=WIDTHS, ids=lambda width: f"{width}px")
def page_at_each_width(open_page: OpenPage, request: pytest.FixtureRequest) -> Page:
    return open_page(width=request.param)
