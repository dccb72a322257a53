"""Pages of members: the delivery picture and the pace check."""

from flask import Blueprint

bp = Blueprint("delivery", __name__)
