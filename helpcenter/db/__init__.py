"""The database: base model, types, engines, session, clock, migrations. Start at base.py."""

from helpcenter.db.base import Base
from helpcenter.db.clock import Clock, utc_now
from helpcenter.db.engine import db
from helpcenter.db.types import UtcDateTime

__all__ = ["Base", "Clock", "UtcDateTime", "db", "utc_now"]
