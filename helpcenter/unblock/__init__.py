"""Unblock cases: an organisation says which family receives nothing; the person agrees; the provider lifts the block.

Start at service.py (the verbs) and workflow.py (the one table of what may follow what).
"""
