from .answers import FaceAnswer, Recommendation
from .feedback import Feedback
from .page import FeedbackPage

__all__ = ["FaceAnswer", "Feedback", "FeedbackPage", "Recommendation"]
