"""Consent: invitations, the page where a person answers, and the ledger that proves what was answered.

Start at service.py (the verbs: invite, answer, withdraw) and models.py (what is kept). Rules that stand alone have their own
module: codes.py, proof.py, notices.py, stamps.py, ledger.py and its stand-alone check, verifier.py.
"""
