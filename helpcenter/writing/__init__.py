"""Staff write articles in the browser: all texts, edit with preview, drafts, history, conflicts. Start with staff.py and editing.py."""
