"""Who may send events to the application that answers this request."""

from flask import Flask, current_app

from helpcenter.events.receiver import Receiver

EXTENSION = "events_receiver"


def put_receiver(app: Flask, receiver: Receiver) -> None:
    """Keep the receiver of an application."""
    app.extensions[EXTENSION] = receiver


def the_receiver() -> Receiver:
    """The receiver of the current application."""
    found: Receiver = current_app.extensions[EXTENSION]
    return found
