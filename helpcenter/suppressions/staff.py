"""Pages of staff: what is blocked, over all organisations."""

from flask import Blueprint

bp = Blueprint("suppressions_staff", __name__)
