"""Units enough for messages by the hundred thousand."""

from core.models import ServiceArea, ServiceUnit

ENOUGH = 40
AREAS = ("Lasten ja nuorten palvelut", "Aikuisten palvelut", "Ikäihmisten palvelut")


def units() -> list[ServiceUnit]:
    """Those of the register; so many more, by number, that there are ENOUGH."""
    found = list(ServiceUnit.objects.order_by("pk"))
    if len(found) < ENOUGH:
        areas = list(ServiceArea.objects.order_by("pk")) or [
            ServiceArea.objects.create(name_fi=name) for name in AREAS
        ]
        found += [
            ServiceUnit.objects.create(
                name_fi=f"Palveluyksikkö {number}",
                service_area=areas[number % len(areas)],
            )
            for number in range(len(found) + 1, ENOUGH + 1)
        ]
    return found
