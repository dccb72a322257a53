"""Signing in: people, their roles, invitations and passwords. Start at security.py (set-up) and models.py."""
