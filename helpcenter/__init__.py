"""Helpcenter: gets an organisation's mails to arrive again. Start reading at app.py."""
