"""The communication kit: ready texts that announce the sender address, a poster and a sign, and what the address' domain publishes.

For members of organisations, who tell their families that mails will come. Start at texts.py (what is copied), paper.py (what is
printed) and sender_safety.py (is the address safe to announce?); domain_records.py asks the domain name system.
"""
