"""`python -m helpcenter.i18n update|check|compile`: what `./dev i18n` calls."""

import sys

from helpcenter.i18n.catalogs import compile_all, problems, update


def main(word: str) -> int:
    """Do what the word says; exit code 1 when something is stale or not translated."""
    if word == "compile":
        compile_all()
        return 0
    found = update() if word == "update" else problems()
    sys.stdout.write("".join(f"{problem}\n" for problem in found))
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1] if len(sys.argv) > 1 else "update"))
