"""Requests to the mail provider: batches paced by its rules, the dossier that its support accepts, its answers, removal by a program.

Start at service.py (the verbs) and readiness.py (what may go into the next batch).
"""
