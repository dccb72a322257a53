"""The tenants: associations, social centres, town halls; their members, branding and sender addresses.

Start at service.py (what can be done) and models.py (what is kept). Rules that stand alone have their own module:
addresses.py, colours.py, logos.py.
"""
