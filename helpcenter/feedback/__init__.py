"""What readers say and look for: "was this article helpful?", the staff's inbox, the figures.

Start at service.py (votes and remarks), counting.py (views and clicks, before Flask) and figures.py (what staff see of it).
"""
