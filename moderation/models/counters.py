"""How often something happened of late: limits that hold in every process."""

from django.db import models


class Counter(models.Model):
    """Times that a key was counted in its window; the key is a keyed hash."""

    key = models.CharField(max_length=64)
    window = models.DateTimeField()
    count = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "window"], name="counter_key_window")
        ]
        indexes = [models.Index(fields=["window"], name="counter_window")]

    def __str__(self) -> str:
        return f"{self.window:%Y-%m-%d %H:%M} {self.count}"
