from .answers import FaceAnswer, Recommendation
from .feedback import Feedback
from .imports import ImportState, NpsImport
from .page import FeedbackPage
from .targets import FiguresSettings, NpsTarget

__all__ = [
    "FaceAnswer",
    "Feedback",
    "FeedbackPage",
    "FiguresSettings",
    "ImportState",
    "NpsImport",
    "NpsTarget",
    "Recommendation",
]
