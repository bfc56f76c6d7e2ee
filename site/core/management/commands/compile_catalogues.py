"""Texts become what the site reads: locale/*/LC_MESSAGES/django.po to .mo."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from core import catalogues


class Command(BaseCommand):
    help = "Compiles the translations; refuses one whose placeholders are wrong."

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = []
        for folder in map(Path, settings.LOCALE_PATHS):
            for locale in catalogues.locales(folder):
                try:
                    self.stdout.write(f"{locale}: {self.compile(folder, locale)}")
                except ValueError as error:
                    wrong.append(f"{locale}:\n{error}")
        if wrong:
            raise CommandError("\n".join(wrong))

    def compile(self, folder: Path, locale: str) -> str:
        if catalogues.is_compiled(folder, locale):
            return "unchanged"
        return f"{catalogues.compile_one(folder, locale)} texts compiled"
