from django.db import models


class CacheVersion(models.Model):
    """The version of a group of cached values (see core.caching)."""

    group = models.CharField(max_length=50, primary_key=True)
    # Drawn anew at each change, never counted up: after a backup is restored a number
    # would come back, and with it values that a lasting cache still holds.
    mark = models.CharField(max_length=16)

    def __str__(self) -> str:
        return f"{self.group} {self.mark}"
