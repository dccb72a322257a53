"""Intake: how unblock cases come in, and what is answered before one is opened.

From members, visitors, the vendor's software (links.py), families and tables (importing.py). Start at service.py and deflection.py.
"""
