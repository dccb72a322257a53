"""Running an installation: make it, serve it, examine it. For those who operate the site. Start at commands.py."""
