"""Where mail providers send their events: /events/<provider>."""

from flask import Blueprint

bp = Blueprint("events", __name__)
