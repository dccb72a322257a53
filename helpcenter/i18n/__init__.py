"""Languages: locales, text direction, catalogs, formats, templates outside requests. No Flask. Start at locales.py."""
