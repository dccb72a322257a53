"""Wires the room into an application: its job, and its piece of the staff's page of sender addresses."""

from flask import Flask

from helpcenter.kit.staff import show_for_staff
from helpcenter.kit.tasks import register
from helpcenter.web.slots import fill_slot


def init(app: Flask) -> None:
    """Register the job, fill the slot."""
    register(app)
    fill_slot(app, "sender_safety", show_for_staff)
