"""A simulated cohort: 1,000 invented families drive the real site over HTTP. Start at __main__.py; their lives are in stories.py."""
