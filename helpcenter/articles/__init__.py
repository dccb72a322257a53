"""The knowledge base that organisations and families read: start page, articles, their pictures. Start with routes.py."""
