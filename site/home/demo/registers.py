"""The county, its registers and its reply templates."""

import csv
from collections.abc import Mapping
from typing import Any

from wagtail.models import Page

from core.models import (
    CountySettings,
    DecisionBody,
    Municipality,
    Register,
    ServiceArea,
    ServiceUnit,
    TargetGroup,
    Topic,
)
from home.demo.files import FOLDER, read
from moderation.models import ReplyTemplate

LISTS: dict[str, type[Register]] = {
    "service_areas": ServiceArea,
    "target_groups": TargetGroup,
    "topics": Topic,
    "decision_bodies": DecisionBody,
}


def load_county() -> int:
    """The settings, unless staff have already given the county a name."""
    county = CountySettings.load()
    if county.name_fi != CountySettings._meta.get_field("name_fi").default:
        return 0
    for name, value in read("county.toml").items():
        # Pages are not there yet: see load_footer.
        if name != "footer_pages":
            setattr(county, name, value)
    county.full_clean()
    county.save()
    return 1


def load_footer(pages: Mapping[str, Page]) -> None:
    """What the footer links to, unless staff have chosen it already."""
    county = CountySettings.load()
    if not county.footer_pages:
        names = read("county.toml")["footer_pages"]
        county.footer_pages = [("page", pages[name]) for name in names]
        county.save()


def load_registers() -> int:
    """Every entry that is not there yet; returns how many."""
    content = read("registers.toml")
    made = load_municipalities()
    for key, model in LISTS.items():
        for order, names in enumerate(content[key]):
            made += _entry(model, names, order)
    areas = {area.name_fi: area for area in ServiceArea.objects.all()}
    municipalities = {place.name_fi: place for place in Municipality.objects.all()}
    for order, unit in enumerate(content["service_units"]):
        made += _entry(
            ServiceUnit,
            unit["names"],
            order,
            service_area=areas[unit["service_area"]],
            municipality=municipalities.get(unit.get("municipality", "")),
            email=unit.get("email", ""),
            phone=unit.get("phone", ""),
        )
    return made


def load_handlers(users: Mapping[str, Any]) -> None:
    """Who answers for a unit, where staff have not said it."""
    for row in read("registers.toml")["service_units"]:
        unit = ServiceUnit.objects.get(name_fi=row["names"][0])
        if "handlers" in row and not unit.handlers.exists():
            unit.handlers.set(users[name] for name in row["handlers"])


def load_municipalities() -> int:
    made = 0
    with (FOLDER / "municipalities.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            code = row.pop("code")
            values = {**row, "name_en": row["name_fi"]}
            _found, new = Municipality.objects.get_or_create(code=code, defaults=values)
            made += new
    return made


def load_reply_templates() -> int:
    made = 0
    for template in read("replies.toml")["templates"]:
        name = template.pop("name")
        texts = {field: text.strip() for field, text in template.items()}
        _found, new = ReplyTemplate.objects.get_or_create(name=name, defaults=texts)
        made += new
    return made


def _entry(
    model: type[Register], names: list[str], order: int, **values: object
) -> int:
    fi, sv, en = names
    defaults = {"name_sv": sv, "name_en": en, "sort_order": order, **values}
    _found, new = model.objects.get_or_create(name_fi=fi, defaults=defaults)
    return int(new)
