"""Bundle and compile the style sheet."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from core.assets import build_css


class Command(BaseCommand):
    help = "Bundles assets/css into one small file for old and new browsers."

    def handle(self, *args: Any, **options: Any) -> None:
        size = build_css(settings.CSS_SOURCE, settings.CSS_TARGET)
        self.stdout.write(f"{settings.CSS_TARGET.name}: {size:,} bytes")
