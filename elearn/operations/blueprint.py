"""The blueprint of the pages that watch over the product itself."""

from flask import Blueprint

bp = Blueprint("operations", __name__, template_folder="templates")
