"""The HTTP kit of all pages: base form, headers, locale of the request, errors, limits, layout, static files. Start at kit.py."""
