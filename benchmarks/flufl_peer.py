"""flufl-bounce alone over letters: reads them as JSON (base64), answers the processor milliseconds of each. Runs apart, with the peers."""

import base64
import email
import json
import sys
import time

from flufl.bounce import all_failures  # type: ignore[import-not-found,unused-ignore]


def main() -> None:
    """Read every letter once to warm up, then once to measure."""
    mails = [base64.b64decode(mail) for mail in json.load(sys.stdin)]
    spent = [[_milliseconds(mail) for mail in mails] for _turn in range(2)]
    sys.stdout.write(json.dumps(spent[1]))


def _milliseconds(mail: bytes) -> float:
    started = time.process_time()
    all_failures(email.message_from_bytes(mail))
    return 1_000 * (time.process_time() - started)


if __name__ == "__main__":
    main()
