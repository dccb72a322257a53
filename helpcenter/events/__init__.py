"""Events of mail providers: what they say became of a mail, told apart as the article does, stored once each. Start with event.py.

One module per provider turns its webhook into events; service.py stores them and tells the rooms above.
"""
