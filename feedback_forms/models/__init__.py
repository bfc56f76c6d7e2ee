from .answers import FaceAnswer, Recommendation
from .changes import Change, led_to_change
from .feedback import Feedback
from .page import FeedbackPage
from .questions import InDepthQuestion, ScaleAnswer
from .settings import FeedbackSettings

__all__ = [
    "Change",
    "FaceAnswer",
    "Feedback",
    "FeedbackPage",
    "FeedbackSettings",
    "InDepthQuestion",
    "Recommendation",
    "ScaleAnswer",
    "led_to_change",
]
