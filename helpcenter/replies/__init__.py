"""Replies: consent that arrives as a mail, for staff and as evidence; and what the other rooms must learn when a person acts.

Start at service.py (receive a mail, decide what it says) and judging.py (when a mail proves anything).
reading.py takes a mail apart, signatures.py checks who signed it, mailbox.py fetches mails, withdrawals.py stops what was lifted.
"""
