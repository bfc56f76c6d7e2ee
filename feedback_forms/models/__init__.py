from .answers import FaceAnswer, Recommendation
from .changes import Change, led_to_change
from .feedback import Feedback
from .imports import ImportState, NpsImport
from .page import FeedbackPage
from .questions import InDepthQuestion, ScaleAnswer
from .settings import FeedbackSettings
from .targets import FiguresSettings, NpsTarget

__all__ = [
    "Change",
    "FaceAnswer",
    "Feedback",
    "FeedbackPage",
    "FeedbackSettings",
    "FiguresSettings",
    "ImportState",
    "InDepthQuestion",
    "NpsImport",
    "NpsTarget",
    "Recommendation",
    "ScaleAnswer",
    "led_to_change",
]
