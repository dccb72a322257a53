"""What the screens of mail clients say, each label with its evidence; for staff, who look again, and for sheets, which quote.

Start at mail_clients.py (what stands in content/mail-clients), then worklist.py (what staff must look at again, most urgent first).
"""
