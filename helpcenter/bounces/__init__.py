"""What went wrong: explains a mail that came back, in words for people who are no engineers. Start with explain.py.

explanation.py holds the answer as a value; what is known about codes and wordings stands in content/bounces, not in code.
"""
