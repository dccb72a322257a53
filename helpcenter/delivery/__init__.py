"""The delivery picture: what became of the mails by week, and the pace check before a large mailing. Start with picture.py."""
