"""Blocks of ways to take part, methods, councils and stories."""

from participation_pages.blocks.council import MeetingBlock, MemberBlock, StatementBlock
from participation_pages.blocks.event import (
    AccessBlock,
    AgendaBlock,
    DesignPhaseBlock,
    PresentBlock,
)
from participation_pages.blocks.method import MethodStepBlock
from participation_pages.blocks.opportunity import (
    DecisionLinkBlock,
    PhaseDateBlock,
    UpdateBlock,
)
from participation_pages.blocks.story import StoryStepBlock

__all__ = [
    "AccessBlock",
    "AgendaBlock",
    "DecisionLinkBlock",
    "DesignPhaseBlock",
    "MeetingBlock",
    "MemberBlock",
    "MethodStepBlock",
    "PhaseDateBlock",
    "PresentBlock",
    "StatementBlock",
    "StoryStepBlock",
    "UpdateBlock",
]
