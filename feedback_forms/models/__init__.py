from .feedback import Feedback
from .page import FeedbackPage

__all__ = ["Feedback", "FeedbackPage"]
