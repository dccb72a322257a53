"""The search of the whole site: finds the section that answers, in words as people type them. Start with service.py.

It knows no articles and no tutorials: rooms above it hand in their texts (`sources.py`), and it keeps one index per
language in the instance folder (`index.py`, `sync.py`). What is typed becomes a plan (`plan.py`), the engine answers it.
"""
