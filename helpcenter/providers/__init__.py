"""Mail providers: what each blocks, for how long, and what it asks before it lifts a block. Content that staff edit, not code.

Start at policy.py (the values).
"""
