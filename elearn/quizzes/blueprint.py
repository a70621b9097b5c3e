"""The blueprint that the view modules of tests share."""

from flask import Blueprint

bp = Blueprint("quizzes", __name__, template_folder="templates")
