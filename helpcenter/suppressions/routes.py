"""Pages of members: what is blocked, and the next step for each."""

from flask import Blueprint

bp = Blueprint("suppressions", __name__)
