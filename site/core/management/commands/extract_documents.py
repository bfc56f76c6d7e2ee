"""The words of documents for the search, for those that the task has not read."""

import logging
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.documents.services import read_text
from core.models import SiteDocument

logger = logging.getLogger("osallistu.documents")

BATCH = 200


class Command(BaseCommand):
    help = (
        "Reads the words of documents that have none, or of all with --all. "
        "Can be repeated."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="those with words too")

    def handle(self, *args: Any, **options: Any) -> None:
        read = failed = 0
        for pk in ids(everything=options["all"]):
            try:
                read += read_text(document_id=pk, again=True)
            except Exception:
                logger.exception("Document %s could not be read", pk)
                failed += 1
        if options["verbosity"]:
            self.stdout.write(f"{read} read, {failed} failed.")
        if failed:
            raise CommandError("Not every document could be read: see the log.")


def ids(*, everything: bool) -> Iterator[int]:
    """In batches by key, so that a read stands open over no file."""
    documents = SiteDocument.objects.order_by("pk")
    if not everything:
        documents = documents.without_text()
    last = 0
    while batch := list(
        documents.filter(pk__gt=last).values_list("pk", flat=True)[:BATCH]
    ):
        yield from batch
        last = batch[-1]
