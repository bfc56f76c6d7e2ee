"""Each stage is reached by the services that lead there in earnest."""

import pytest

from initiatives import stages
from initiatives.enums import Kind, Stage
from tests.factories.initiatives import InitiativeFactory

pytestmark = pytest.mark.django_db


REACHED = {
    Kind.INITIATIVE: [
        stage
        for stage in Stage
        if stage
        not in {
            Stage.DRAFT,
            Stage.RECEIVED,
            Stage.CONSIDERED,
            Stage.PLANNED,
            Stage.NOT_NOW,
            Stage.MERGED,
        }
    ],
    Kind.SUGGESTION: [
        Stage.MADE,
        Stage.SCREENING,
        Stage.CORRECTION,
        Stage.RECEIVED,
        Stage.CONSIDERED,
        Stage.PLANNED,
        Stage.DONE,
        Stage.NOT_NOW,
        Stage.WITHDRAWN,
        Stage.REJECTED,
    ],
}


@pytest.mark.parametrize(
    ("kind", "stage"), [(kind, stage) for kind in Kind for stage in REACHED[kind]]
)
def test_each_stage_is_reached_and_stands_where_the_desk_says(
    kind: Kind, stage: Stage
) -> None:
    initiative = InitiativeFactory(kind=kind, at=stage)

    assert initiative.stage == stage
    assert initiative.state == stages.STATE_OF_STAGE[stage]
