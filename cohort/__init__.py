"""A simulated cohort: 1,000 invented families drive the real site over HTTP, day after day. Start at __main__.py; the lives are in stories.py."""
