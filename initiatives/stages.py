"""Who may move an initiative where, and who is then written to: one table.

`docs/initiatives.md` shows the same table; a test compares the two, and walks every
pair of stages for both kinds. What is before publication follows the message's state
on the desk (`moderation.enums.SubmissionState`); from there on the stage is moved by
`initiatives.services.move`.
"""

from dataclasses import dataclass

from moderation.enums import SubmissionState

from .enums import Actor, Audience, Kind, Stage

S = Stage
BOTH = frozenset(Kind)
INITIATIVE = frozenset({Kind.INITIATIVE})
SUGGESTION = frozenset({Kind.SUGGESTION})


@dataclass(frozen=True)
class Move:
    """One cell of the table."""

    source: Stage
    target: Stage
    actors: frozenset[Actor]
    kinds: frozenset[Kind]
    mail: frozenset[Audience] = frozenset()

    @property
    def of_desk(self) -> bool:
        """Taken with the state on the desk alone (`moderation.services`): what makes it
        public, takes it from there, or comes before."""
        return not {self.source, self.target} <= PUBLIC


def _moves(
    sources: tuple[Stage, ...],
    target: Stage,
    actors: tuple[Actor, ...],
    kinds: frozenset[Kind],
    mail: tuple[Audience, ...] = (),
) -> list[Move]:
    return [
        Move(source, target, frozenset(actors), kinds, frozenset(mail))
        for source in sources
    ]


A, M = Actor, Audience
TOLD = (M.INITIATORS, M.FOLLOWERS)

MOVES: tuple[Move, ...] = (
    # The desk's mails go with the states of the desk: see moderation.services.
    *_moves((S.DRAFT,), S.MADE, (A.INITIATOR,), BOTH, (M.INITIATORS,)),
    *_moves((S.MADE,), S.SCREENING, (A.CLOCK,), BOTH),
    *_moves((S.SCREENING,), S.CORRECTION, (A.MODERATOR,), BOTH, (M.INITIATORS,)),
    *_moves((S.CORRECTION,), S.SCREENING, (A.CLOCK, A.INITIATOR, A.MODERATOR), BOTH),
    *_moves((S.SCREENING, S.CORRECTION), S.MADE, (A.INITIATOR,), BOTH),
    *_moves((S.REJECTED,), S.MADE, (A.INITIATOR, A.MODERATOR), BOTH),
    *_moves((S.REJECTED,), S.SCREENING, (A.MODERATOR,), BOTH),
    *_moves((S.SCREENING,), S.REJECTED, (A.MODERATOR,), BOTH, (M.INITIATORS,)),
    *_moves((S.CORRECTION,), S.REJECTED, (A.CLOCK,), BOTH, (M.INITIATORS,)),
    *_moves((S.SCREENING, S.REJECTED), S.PUBLISHED, (A.MODERATOR,), INITIATIVE),
    # Undone within its minutes, or taken back to checking.
    *_moves(
        (S.PUBLISHED, S.COLLECTING, S.SENT, S.REGISTERED, S.HANDLING, S.HEARD),
        S.MADE,
        (A.MODERATOR,),
        INITIATIVE,
    ),
    *_moves((S.PUBLISHED,), S.SCREENING, (A.MODERATOR,), INITIATIVE),
    *_moves((S.PUBLISHED,), S.REJECTED, (A.MODERATOR,), INITIATIVE),
    *_moves((S.PUBLISHED,), S.COLLECTING, (A.CLOCK,), INITIATIVE, (M.INITIATORS,)),
    *_moves((S.PUBLISHED,), S.SENT, (A.CLOCK,), INITIATIVE, (M.INITIATORS, M.REGISTRY)),
    *_moves(
        (S.COLLECTING,),
        S.SENT,
        (A.CLOCK, A.INITIATOR),
        INITIATIVE,
        (*TOLD, M.REGISTRY),
    ),
    *_moves((S.SENT,), S.REGISTERED, (A.REGISTRY,), INITIATIVE, TOLD),
    *_moves((S.REGISTERED,), S.HANDLING, (A.REGISTRY,), INITIATIVE, TOLD),
    *_moves((S.HANDLING,), S.HEARD, (A.REGISTRY,), INITIATIVE, TOLD),
    *_moves((S.HANDLING, S.HEARD), S.DECIDED, (A.REGISTRY,), INITIATIVE, TOLD),
    *_moves((S.DECIDED,), S.DONE, (A.REGISTRY,), INITIATIVE, TOLD),
    *_moves((S.DECIDED,), S.NOT_DONE, (A.REGISTRY,), INITIATIVE, TOLD),
    *_moves((S.DONE, S.NOT_DONE), S.ARCHIVED, (A.CLOCK, A.REGISTRY), INITIATIVE),
    # Suggestions.
    *_moves((S.SCREENING, S.REJECTED), S.RECEIVED, (A.MODERATOR,), SUGGESTION),
    *_moves((S.RECEIVED,), S.SCREENING, (A.MODERATOR,), SUGGESTION),
    *_moves((S.RECEIVED,), S.REJECTED, (A.MODERATOR,), SUGGESTION),
    *_moves((S.RECEIVED, S.CONSIDERED, S.PLANNED), S.MADE, (A.MODERATOR,), SUGGESTION),
    *_moves((S.RECEIVED, S.NOT_NOW), S.CONSIDERED, (A.REGISTRY,), SUGGESTION, TOLD),
    *_moves((S.RECEIVED, S.CONSIDERED), S.PLANNED, (A.REGISTRY,), SUGGESTION, TOLD),
    *_moves(
        (S.RECEIVED, S.CONSIDERED, S.PLANNED),
        S.DONE,
        (A.REGISTRY,),
        SUGGESTION,
        TOLD,
    ),
    *_moves(
        (S.RECEIVED, S.CONSIDERED, S.PLANNED),
        S.NOT_NOW,
        (A.REGISTRY,),
        SUGGESTION,
        TOLD,
    ),
    *_moves(
        (S.RECEIVED, S.CONSIDERED, S.PLANNED, S.NOT_NOW),
        S.MERGED,
        (A.REGISTRY,),
        SUGGESTION,
        TOLD,
    ),
    # Taken back by whoever made it.
    *_moves(
        (S.MADE, S.SCREENING, S.CORRECTION, S.REJECTED),
        S.WITHDRAWN,
        (A.INITIATOR,),
        BOTH,
    ),
    *_moves(
        (S.PUBLISHED, S.COLLECTING, S.SENT, S.REGISTERED, S.HANDLING, S.HEARD),
        S.WITHDRAWN,
        (A.INITIATOR,),
        INITIATIVE,
        (M.FOLLOWERS, M.REGISTRY),
    ),
    *_moves(
        (S.RECEIVED, S.CONSIDERED, S.PLANNED),
        S.WITHDRAWN,
        (A.INITIATOR,),
        SUGGESTION,
        (M.FOLLOWERS,),
    ),
)

TABLE: dict[tuple[Stage, Stage, Kind], Move] = {
    (move.source, move.target, kind): move for move in MOVES for kind in move.kinds
}

# What anybody may read, once its time of publication has come.
PUBLIC = frozenset(
    {
        S.PUBLISHED,
        S.COLLECTING,
        S.SENT,
        S.REGISTERED,
        S.HANDLING,
        S.HEARD,
        S.DECIDED,
        S.DONE,
        S.NOT_DONE,
        S.ARCHIVED,
        S.RECEIVED,
        S.CONSIDERED,
        S.PLANNED,
        S.NOT_NOW,
        S.MERGED,
    }
)
# What the county has to do something with.
AT_THE_COUNTY = frozenset({S.SENT, S.REGISTERED, S.HANDLING, S.HEARD, S.DECIDED})
# Its initiators have not been told yet which body handles it, and when.
NOT_TOLD = frozenset({S.SENT, S.REGISTERED})
# Supported by whoever wishes.
SUPPORTABLE = frozenset({S.COLLECTING, S.RECEIVED, S.CONSIDERED, S.PLANNED})
ENDED = frozenset(
    {
        S.DONE,
        S.NOT_DONE,
        S.ARCHIVED,
        S.NOT_NOW,
        S.MERGED,
        S.WITHDRAWN,
        S.REJECTED,
    }
)
# Asks for reasons that everybody can read.
WITH_REASONS = frozenset({S.NOT_DONE, S.NOT_NOW})

# The state on the desk while an initiative is at this stage. A question to the initiators
# (WAITING) leaves the stage as it is: where it really is never gets lost.
STATE_OF_STAGE: dict[Stage, SubmissionState] = {
    S.MADE: SubmissionState.RECEIVED,
    S.SCREENING: SubmissionState.SCREENING,
    S.CORRECTION: SubmissionState.WAITING,
    **dict.fromkeys(
        (
            S.PUBLISHED,
            S.COLLECTING,
            S.SENT,
            S.REGISTERED,
            S.HANDLING,
            S.HEARD,
            S.DECIDED,
            S.RECEIVED,
            S.CONSIDERED,
            S.PLANNED,
        ),
        SubmissionState.HANDLING,
    ),
    **dict.fromkeys(
        (S.DONE, S.NOT_DONE, S.ARCHIVED, S.NOT_NOW, S.MERGED),
        SubmissionState.ANSWERED,
    ),
    S.WITHDRAWN: SubmissionState.WITHDRAWN,
    S.REJECTED: SubmissionState.REJECTED,
}


def find(source: Stage | str, target: Stage | str, kind: Kind | str) -> Move | None:
    """The table's cell for this step, or None where it is not possible."""
    return TABLE.get((Stage(source), Stage(target), Kind(kind)))


def targets(source: Stage | str, kind: Kind | str, actor: Actor) -> list[Stage]:
    """Where this actor may move an initiative from here, in the table's order."""
    return [
        move.target
        for (start, _target, its_kind), move in TABLE.items()
        if start == source and its_kind == kind and actor in move.actors
    ]


def before_publication(
    state: SubmissionState, stage: Stage, kind: Kind, *, returned: bool
) -> Stage:
    """The stage that follows from the desk's state; the same while it says nothing new.

    `returned`: the sender is to correct the text, rather than to answer a question.
    """
    if state == SubmissionState.HANDLING:
        if stage in PUBLIC:
            return stage
        return Stage.PUBLISHED if kind == Kind.INITIATIVE else Stage.RECEIVED
    if state == SubmissionState.WAITING:
        return Stage.CORRECTION if returned else stage
    return {
        SubmissionState.RECEIVED: Stage.MADE,
        SubmissionState.SCREENING: Stage.SCREENING,
        SubmissionState.REJECTED: Stage.REJECTED,
        SubmissionState.REVIEW: Stage.REJECTED,
        SubmissionState.WITHDRAWN: Stage.WITHDRAWN,
    }.get(state, stage)
