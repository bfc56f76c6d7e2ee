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


class MunicipalityFactory(RegisterFactory):
    class Meta:
        model = Municipality

    name_fi = factory.Sequence(lambda n: f"Kunta {n}")
    code = factory.Sequence(lambda n: f"{n:03}")


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
