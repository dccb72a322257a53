"""What this room keeps in content/, and what the check says of it."""

from helpcenter.documents.checks import Check
from helpcenter.tutorials.checks import check_illustrations, check_mail_clients, check_tutorials
from helpcenter.tutorials.library import SHELF

SHELVES = (SHELF,)
CHECKS: tuple[Check, ...] = (check_tutorials, check_mail_clients, check_illustrations)
