from .answers import FaceAnswer, Recommendation
from .feedback import Feedback
from .page import FeedbackPage
from .questions import InDepthQuestion, ScaleAnswer
from .settings import FeedbackSettings

__all__ = [
    "FaceAnswer",
    "Feedback",
    "FeedbackPage",
    "FeedbackSettings",
    "InDepthQuestion",
    "Recommendation",
    "ScaleAnswer",
]
