"""The blueprint of `/coordinate`."""

from flask import Blueprint

bp = Blueprint("coordinating", __name__, template_folder="templates")
