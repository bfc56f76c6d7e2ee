from django.db import models


class CacheVersion(models.Model):
    """The version of a group of cached values (see core.caching)."""

    group = models.CharField(max_length=50, primary_key=True)
    number = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.group} {self.number}"
