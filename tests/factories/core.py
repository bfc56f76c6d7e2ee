"""Registers."""

import factory
from factory.django import DjangoModelFactory

from core.models import (
    DecisionBody,
    Municipality,
    ServiceArea,
    ServiceUnit,
    TargetGroup,
    Topic,
)


class RegisterFactory(DjangoModelFactory):
    class Meta:
        abstract = True

    sort_order = factory.Sequence(lambda n: n)


class ServiceAreaFactory(RegisterFactory):
    class Meta:
        model = ServiceArea

    name_fi = factory.Sequence(lambda n: f"Palvelualue {n}")


def made_up_code(number: int) -> str:
    """Three signs that no municipality has, since theirs are numbers: A00, A01 … ZZZ."""
    signs = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    first, rest = divmod(number, 36 * 36)
    return signs[10 + first % 26] + signs[rest // 36] + signs[rest % 36]


class MunicipalityFactory(RegisterFactory):
    class Meta:
        model = Municipality

    name_fi = factory.Sequence(lambda n: f"Kunta {n}")
    code = factory.Sequence(made_up_code)


class ServiceUnitFactory(RegisterFactory):
    class Meta:
        model = ServiceUnit

    name_fi = factory.Sequence(lambda n: f"Terveysasema {n}")
    service_area = factory.SubFactory(ServiceAreaFactory)


class TargetGroupFactory(RegisterFactory):
    class Meta:
        model = TargetGroup

    name_fi = factory.Sequence(lambda n: f"Kohderyhmä {n}")


class TopicFactory(RegisterFactory):
    class Meta:
        model = Topic

    name_fi = factory.Sequence(lambda n: f"Aihe {n}")


class DecisionBodyFactory(RegisterFactory):
    class Meta:
        model = DecisionBody

    name_fi = factory.Sequence(lambda n: f"Toimielin {n}")
