"""How a code reaches a family without the mails that are blocked: each carrier's ready thing, and answers a clerk writes down.

Start with ready.py (texts and links), papers.py (letter, slip, form to sign) and answers.py (telephone, signed paper).
"""
