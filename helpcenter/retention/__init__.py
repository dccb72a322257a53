"""Custody of evidence: how long things are kept, erasing a record, what left the house, and how organisations and people leave.

Start at erasing.py (one record), rules.py (what is due when) and leaving.py (an organisation goes).
"""
