"""What is blocked, since when, why and until when, per address and organisation; and what events mean for unblock cases.

For organisations and staff. Start with service.py.
"""
