"""Reads content/ (no Flask, no database): front matter, Markdown to safe HTML, the library, the checks. Start with library.py."""
