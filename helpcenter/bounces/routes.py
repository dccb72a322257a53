"""The page that explains a mail that came back."""

from flask import Blueprint

bp = Blueprint("bounces", __name__)
