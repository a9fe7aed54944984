"""Sending back: a copy of a unit's own file with the office's questions in it."""

from sydata.exports.sendback.door import send_back
from sydata.exports.sendback.questions import Heading, Question, question, questions_of

__all__ = ["Heading", "Question", "question", "questions_of", "send_back"]
