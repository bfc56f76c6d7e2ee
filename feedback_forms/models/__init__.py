from .answers import FaceAnswer, Recommendation
from .changes import Change, led_to_change
from .feedback import Feedback
from .page import FeedbackPage

__all__ = [
    "Change",
    "FaceAnswer",
    "Feedback",
    "FeedbackPage",
    "Recommendation",
    "led_to_change",
]
