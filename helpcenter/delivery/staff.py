"""Pages of staff: the delivery picture of the vendor."""

from flask import Blueprint

bp = Blueprint("delivery_staff", __name__)
