"""Which personal data is held, why, and until when; `--apply` erases what has expired."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from core.privacy import models_with_personal_data
from moderation.clock import erasing_models


class Command(BaseCommand):
    help = (
        "Shows every model with personal data; with --apply, erases what has expired."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--apply", action="store_true", help="erase what has passed its time"
        )

    def handle(self, *args: Any, apply: bool, **options: Any) -> None:
        for model in models_with_personal_data():
            self.show(model)
        if apply:
            for model in erasing_models():
                number = erase_all(model)
                self.stdout.write(f"{model._meta.label}: {number} erased")

    def show(self, model: Any) -> None:
        said = model.personal_data
        rows = {
            "Rows": model._base_manager.count(),
            "Purpose": said.purpose,
            "Legal basis": said.legal_basis,
            "Retention": said.retention,
        }
        self.stdout.write(f"{model._meta.label} ({model._meta.verbose_name_plural})")
        for label, value in rows.items():
            self.stdout.write(f"  {label + ':':<13}{value}")
        self.stdout.write("")


def erase_all(model: Any) -> int:
    """Erase batch after batch, until nothing is left that has expired."""
    total = 0
    while number := model.erase_expired(timezone.now()):
        total += number
    return total
