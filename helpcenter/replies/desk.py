"""What the pages, jobs and commands of this room work with."""

from flask import Flask, current_app

from helpcenter.consent.attachments import AttachmentStore
from helpcenter.consent.desk import Desk
from helpcenter.kit.domain_records import DnsRecords, Records
from helpcenter.replies.fetching import Tools

KEY = "replies"


def put_tools(app: Flask, desk: Desk, records: Records | None = None) -> Tools:
    """Make the tools of an application; a test gives its own name system."""
    settings = desk.settings
    tools = Tools(desk, AttachmentStore(settings.instance), records or DnsRecords(settings.dns_resolvers))
    app.extensions[KEY] = tools
    return tools


def the_tools() -> Tools:
    """The tools of the application that answers this request."""
    tools: Tools = current_app.extensions[KEY]
    return tools
