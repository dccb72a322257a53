"""One module for each mail provider. To add one, see CONTRIBUTING.md; registry.py finds it by its place in this folder."""
