"""Draws the pictures of docs/moderators/ from the demo, for `make pictures`.

    pictures.py [NAME …]

A site is made for it under var/ and its screens are photographed in Chromium, in Finnish
and 1280 px wide. Messages are chosen by their state, so that a changed demo changes the
pictures and not this file. What cannot be found there is left out, and named.
"""

import os
import re
import shutil
import sys
import uuid
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pictures_of_initiatives
from pictures_of_initiatives import NotThere
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright
from throwaway import ROOT, make_site, serve

TARGET = ROOT / "docs" / "moderators" / "pictures"
DESK = "/admin/viestit/"
WIDTH = 1280
# A page of the guide is read on a phone too.
LARGEST = 80_000
QUALITIES = (90, 80, 70, 60, 50)
# The code and the number are of those that belong to nobody.
TEXT = (
    "Odotin hammashoitolassa tunnin. Tunnukseni on 010152-9052, ja minut tavoittaa "
    "numerosta 040 123 4567. Voisiko ajanvarauksesta saada muistutuksen?"
)
REFUSED = (
    "Kotihoidon käynti jäi taas väliin, eikä kukaan soittanut. Tämä on jo kolmas kerta "
    "syksyn aikana."
)
WRONG = "En maininnut kenenkään nimeä. Kerroin vain, mitä meille tapahtui."
NOTE = "Tämä kuuluu mielestäni teille. Ehditkö vastata ennen torstaita?"
CALL = (
    "Soitin aamulla kolme kertaa, ennen kuin pääsin jonoon. Takaisinsoitto tuli vasta "
    "illalla."
)


class Studio:
    """Signs staff in, finds messages, and keeps what is photographed."""

    def __init__(self, browser: Browser, origin: str) -> None:
        self.browser = browser
        self.origin = origin
        # Two pictures of one message would show each person what the other does.
        self.used: set[str] = set()

    def open(
        self, path: str, username: str = "moderaattori", height: int = 860
    ) -> Page:
        context = self.browser.new_context(
            base_url=self.origin,
            locale="fi-FI",
            viewport={"width": WIDTH, "height": height},
            color_scheme="light",
            reduced_motion="reduce",
        )
        if username:
            context.add_cookies([self.session(username)])
        page = context.new_page()
        page.goto(path)
        page.wait_for_load_state("networkidle")
        return page

    def session(self, username: str) -> Any:
        from django.conf import settings
        from django.test import Client

        client = Client()
        client.force_login(self.person(username))
        name = settings.SESSION_COOKIE_NAME
        return {"name": name, "value": client.cookies[name].value, "url": self.origin}

    def person(self, username: str) -> Any:
        from django.contrib.auth import get_user_model

        return get_user_model().objects.get(username=username)

    def message(self, state: str) -> Any:
        """The longest message of this state, in Finnish, that no picture has shown."""
        from django.db.models.functions import Length

        from feedback_forms.models import Feedback

        found = (
            Feedback.objects.filter(state=state, language="fi")
            .exclude(reference__in=self.used)
            .order_by(Length("message").desc())
            .first()
        )
        if found is None:
            raise NotThere(f"no message in the state {state}")
        self.used.add(found.reference)
        return found

    def send(self, text: str) -> Any:
        """A message of our own to be checked, where what it says is to be seen."""
        from core.models import ServiceUnit
        from feedback_forms.models import Feedback
        from moderation import services
        from moderation.checks import flags

        unit = ServiceUnit.objects.filter(in_use=True).first()
        feedback = Feedback(
            role="client",
            kind="criticism",
            message=text,
            language="fi",
            wants_reply=True,
            publication_consent=True,
            flags=[flag.value for flag in flags(text)],
            unit=unit,
            service_area=unit.service_area if unit else None,
        )
        services.receive(
            submission=feedback, email="lahettaja@example.org", nonce=uuid.uuid4()
        )
        services.start_screening(submission=feedback)
        feedback = Feedback.objects.get(pk=feedback.pk)
        self.used.add(feedback.reference)
        return feedback


def start(studio: Studio) -> Page:
    return studio.open("/admin/", height=760)


def queue(studio: Studio) -> Page:
    page = studio.open(DESK, height=1000)
    boxes = page.locator(".desk-queue input[type=checkbox][name=m]")
    for number in range(min(boxes.count(), 2)):
        boxes.nth(number).check()
    return page


def message(studio: Studio) -> Page:
    found = studio.send(TEXT)
    return studio.open(f"{DESK}{found.reference}/", height=1120)


def redact(studio: Studio) -> Page:
    found = studio.send(TEXT)
    return studio.open(f"{DESK}{found.reference}/peita/", height=820)


def original(studio: Studio) -> Page:
    found = studio.send(TEXT)
    page = studio.open(f"{DESK}{found.reference}/peita/", height=760)
    page.locator("button[name=save]").click()
    page.wait_for_load_state("networkidle")
    page.goto(f"{DESK}{found.reference}/")
    page.locator("#original summary").click()
    page.locator("#desk-reading-reason").select_option("redaction")
    page.locator("#original form button").click()
    page.wait_for_load_state("networkidle")
    page.locator("#original").evaluate(
        "part => part.scrollIntoView({block: 'center', behavior: 'instant'})"
    )
    return page


def decision(studio: Studio) -> Page:
    found = studio.message("screening")
    page = studio.open(f"{DESK}{found.reference}/?decision=reject", height=1130)
    page.locator("select[name=rule]").select_option(index=1)
    return page


def reply(studio: Studio) -> Page:
    found = studio.message("handling")
    page = studio.open(f"{DESK}{found.reference}/?decision=reply", height=1000)
    template = page.locator("select[name=template]")
    if template.locator("option").count() > 1:
        template.select_option(index=1)
        page.locator("button[name=insert_template]").click()
        page.wait_for_load_state("networkidle")
    return page


def forward(studio: Studio) -> Page:
    found = studio.message("handling")
    page = studio.open(f"{DESK}{found.reference}/?decision=forward", height=900)
    colleague = page.locator("select[name=to] option:not([value=''])").filter(
        has_not_text=re.compile("sinä|poissa")
    )
    value = colleague.first.get_attribute("value")
    page.locator("select[name=to]").select_option(value)
    page.locator("#desk-note").fill(NOTE)
    return page


def review(studio: Studio) -> Page:
    from moderation import services
    from moderation.models import ModerationRule

    found = studio.send(REFUSED)
    rule = ModerationRule.objects.filter(in_use=True).order_by("sort_order").first()
    if rule is None:
        raise NotThere("no rule")
    services.reject(
        submission=found,
        user=studio.person("moderaattori2"),
        rule=rule.key,
        explanation=rule.why_fi,
    )
    services.ask_for_review(submission=found, text=WRONG)
    return studio.open(f"{DESK}{found.reference}/?decision=overturn", height=1060)


def undo(studio: Studio) -> Page:
    found = studio.send(CALL)
    path = f"{DESK}{found.reference}/?decision=approve"
    page = studio.open(path, "moderaattori2", height=420)
    page.locator("button[name=then][value=stay]").click()
    page.wait_for_load_state("networkidle")
    return page


def keyed(studio: Studio) -> Page:
    page = studio.open("/admin/kirjaa-palaute/", height=1000)
    page.locator("input[name=channel][value=phone]").check()
    page.locator("select[name=place]").select_option(
        page.locator("select[name=place] option[value^=unit-]").first.get_attribute(
            "value"
        )
    )
    page.locator("textarea[name=message]").fill(CALL)
    return page


def keying(studio: Studio) -> Page:
    from django.utils import timezone

    page = keyed(studio)
    # The browser's own field follows the language of the machine that draws.
    page.locator("input[name=received_on]").evaluate(
        "(field, day) => Object.assign(field, {type: 'text', value: day})",
        f"{timezone.localdate():%-d.%-m.%Y}",
    )
    page.evaluate("scrollTo(0, 0)")
    return page


def slip(studio: Studio) -> Page:
    page = keyed(studio)
    page.set_viewport_size({"width": WIDTH, "height": 560})
    page.locator("input[name=kind][value=criticism]").check()
    page.locator("input[name=wants_reply][value=yes]").check()
    page.locator("input[name=publish][value=no]").check()
    page.get_by_role("button", name="Tallenna ja tee lappu").click()
    page.wait_for_url("**/kirjaa-palaute/*/**")
    page.wait_for_load_state("networkidle")
    return page


def prints(studio: Studio) -> Page:
    return studio.open("/admin/painotuotteet/", "viestija", height=860)


def tablet(studio: Studio) -> Page:
    page = studio.open("/admin/tabletit/", "osallisuus")
    link = page.locator("a[href*=kioski]").first.get_attribute("href")
    page.context.close()
    return studio.open(str(link), "", height=800)


def figures(studio: Studio) -> Page:
    return studio.open("/admin/palautteen-luvut/", "osallisuus", height=1100)


def log(studio: Studio) -> Page:
    from django.contrib.auth import get_user_model
    from django.contrib.auth.models import Group

    from users.groups import DATA_PROTECTION, STAFF_GROUPS

    # She sees the log and nothing else.
    officer, _new = get_user_model().objects.get_or_create(
        username="tietosuoja",
        defaults={"first_name": "Tuija", "last_name": "Esimerkki", "is_active": True},
    )
    name = STAFF_GROUPS[DATA_PROTECTION].name
    officer.groups.add(Group.objects.get(name=name))
    return studio.open("/admin/tapahtumaloki/", "tietosuoja", height=860)


# In this order, since an act that one of them does shows in the later ones.
PICTURES: dict[str, Callable[[Studio], Page]] = {
    "start": start,
    "queue": queue,
    "message": message,
    "decision": decision,
    "reply": reply,
    "forward": forward,
    "review": review,
    "redact": redact,
    "original": original,
    "keying": keying,
    "slip": slip,
    "prints": prints,
    "tablet": tablet,
    "figures": figures,
    "log": log,
    "undo": undo,
    **pictures_of_initiatives.PICTURES,
}


def main(names: list[str]) -> int:
    if unknown := set(names) - set(PICTURES):
        sys.exit(f"No such picture: {', '.join(sorted(unknown))}\n\n{__doc__}")
    # What is printed and handed over shows an address that is nobody's.
    os.environ["BASE_URL"] = "https://osallistu.example.org"
    environment = make_site("pictures")
    from home.demo.staff import load_staff

    load_staff(logins=True)
    # Playwright runs a loop in this thread, in which Django would not touch a database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    TARGET.mkdir(parents=True, exist_ok=True)
    with serve("pictures", environment) as origin, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--lang=fi-FI"],
            env={**os.environ, "LANGUAGE": "fi"},
        )
        missing = draw(Studio(browser, origin), names or list(PICTURES))
        browser.close()
    return 1 if missing else 0


def draw(studio: Studio, names: list[str]) -> list[str]:
    """The pictures by name; returns those that could not be drawn."""
    missing = []
    for name in names:
        try:
            page = PICTURES[name](studio)
        except NotThere as reason:
            print(f"{name:10} left out: {reason}")
            missing.append(name)
            continue
        target = TARGET / f"{name}.webp"
        target.write_bytes(small(page.screenshot()))
        page.context.close()
        print(f"{name:10} {target.stat().st_size / 1000:5.0f} kB")
    return missing


def small(png: bytes) -> bytes:
    """The same picture as WebP: without loss if it is small enough so, else as good as
    the size allows."""
    picture = Image.open(BytesIO(png)).convert("RGB")
    best = as_webp(picture, lossless=True)
    for quality in QUALITIES:
        if len(best) <= LARGEST:
            break
        best = as_webp(picture, quality=quality)
    return best


def as_webp(picture: Image.Image, **options: Any) -> bytes:
    out = BytesIO()
    picture.save(out, "WEBP", method=6, **options)
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
