"""Fills an empty site with pages, feedback and people, to be tried out."""

from datetime import datetime, time
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_date

from home.demo.answers import load_answers
from home.demo.changes import load_changes
from home.demo.decisions import load_decisions
from home.demo.documents import load_documents
from home.demo.drafts import draft_links, load_drafts
from home.demo.feedback import foreign_submissions, load_feedback, receipts
from home.demo.files import Calendar
from home.demo.initiatives import load_initiatives
from home.demo.pages import PageMaker, demo_pages, foreign_pages, load_pages
from home.demo.pictures import load_pictures
from home.demo.registers import (
    load_county,
    load_footer,
    load_handlers,
    load_registers,
    load_reply_templates,
)
from home.demo.searches import load_misses, load_promotions, make_findable
from home.demo.staff import (
    PASSWORD,
    STAFF,
    anybody_can_log_in,
    load_absence,
    load_saved_view,
    load_staff,
    people,
)
from home.demo.translations import load_translations


class Command(BaseCommand):
    help = (
        "Loads the demo: county, registers, pages in four languages, feedback in every "
        "state, initiatives at every stage, a document, staff, and what the search finds. "
        "Once: run again, it changes nothing (see --force)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--today", help="Date to load it for, for example 2026-11-22."
        )
        parser.add_argument(
            "--force",
            action="store_true",
            help="Load it although the site has pages or messages of its own.",
        )
        parser.add_argument(
            "--with-users",
            action="store_true",
            help="Let the demo's staff log in, also without DEBUG. The password is public.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        calendar = Calendar(moment_of(options["today"]))
        logins = settings.DEBUG or options["with_users"]
        if loaded_before() and not options["force"]:
            # The site has been used since: what was changed or deleted stays so.
            if logins and not anybody_can_log_in():
                load_staff(logins=True)
            self.tell({})
            return
        if not options["force"]:
            refuse_site_in_use()
        call_command("setup_site", verbosity=0)
        made = load(calendar, logins=logins)
        make_findable()
        if options["verbosity"]:
            self.tell(made)

    def tell(self, made: dict[str, int]) -> None:
        if any(made.values()):
            for what, number in made.items():
                self.stdout.write(f"{number:>4} {what}")
        else:
            self.stdout.write("Nothing new: the demo was loaded before.")
        if not anybody_can_log_in():
            self.stdout.write(
                "Nobody can log in as the demo's staff (see --with-users)."
            )
            return
        self.stdout.write(f"\nLogins, all with the password {PASSWORD}:")
        for person in STAFF:
            self.stdout.write(f"  {person.username:<14} {person.role}")
        self.stdout.write("\nReceipts, as their senders see them:")
        for language, url in receipts():
            self.stdout.write(f"  {language:<14} {url}")
        self.stdout.write("\nUnfinished initiatives, as their makers see them:")
        for language, url in draft_links():
            self.stdout.write(f"  {language:<14} {url}")


@transaction.atomic
def load(calendar: Calendar, *, logins: bool) -> dict[str, int]:
    """All or nothing; returns how many of each are new."""
    made = {
        "settings of the county": load_county(),
        "entries in registers": load_registers(),
    }
    made["people"] = load_staff(logins=logins)
    load_handlers(people())
    load_absence(calendar)
    load_saved_view()
    made["reply templates"] = load_reply_templates()
    maker = PageMaker(calendar, load_pictures(), load_documents())
    made["pages in Finnish"] = load_pages(maker)
    load_footer(maker.pages)
    made["translated pages"] = load_translations(maker)
    made["events of last year’s log"] = load_decisions(calendar, people())
    made["pieces of feedback"] = load_feedback(calendar, maker.pages)
    made["initiatives and suggestions"] = load_initiatives(calendar)
    made["unfinished initiatives"] = load_drafts(calendar)
    made["changes because of feedback"] = load_changes(calendar, maker.pages)
    made["answers to measurements"] = load_answers(calendar)
    made["promoted search results"] = load_promotions()
    made["searches in vain"] = load_misses(calendar)
    return made


def loaded_before() -> bool:
    return demo_pages().exists()


def refuse_site_in_use() -> None:
    """Raises CommandError when somebody has begun to use the site."""
    if foreign_pages().exists():
        raise CommandError(
            "This site has pages of its own. The demo is for an empty site; "
            "with --force it is loaded beside them."
        )
    if foreign_submissions().exists():
        raise CommandError(
            "Residents have sent messages to this site. The demo is for an empty site; "
            "with --force it is loaded all the same."
        )


def moment_of(today: str | None) -> datetime:
    """Now, or noon of the day that is given."""
    if not today:
        return timezone.now()
    day = parse_date(today)
    if day is None:
        raise CommandError(f"Not a date: {today}. Write it like 2026-11-22.")
    return timezone.make_aware(datetime.combine(day, time(12)))
