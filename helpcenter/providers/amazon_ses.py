"""Amazon SES, version 2: DeleteSuppressedDestination, signed by Amazon's own library."""

from dataclasses import dataclass
from typing import Any

import botocore.session
from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectTimeoutError,
    EndpointConnectionError,
    ParamValidationError,
)

from helpcenter.providers.removal import Clock, Outcome, Removed, judge_status

# One attempt only: a second one by the library would be a second call.
OPTIONS = {"connect_timeout": 5, "read_timeout": 10, "retries": {"total_max_attempts": 1, "mode": "standard"}}


@dataclass(frozen=True)
class Credentials:
    """A key of Amazon and the region in which it counts."""

    key_id: str
    secret: str
    region: str


class AmazonSesRemover:
    """Lifts blocks at Amazon SES; `site` is another one in tests only."""

    def __init__(self, credentials: Credentials, clock: Clock, site: str = "", read_timeout: float = 10) -> None:
        self._clock = clock
        self._client: Any = botocore.session.get_session().create_client(
            "sesv2",
            region_name=credentials.region,
            aws_access_key_id=credentials.key_id,
            aws_secret_access_key=credentials.secret,
            endpoint_url=site or None,
            config=Config(**{**OPTIONS, "read_timeout": read_timeout}),
        )

    def remove(self, address: str) -> Removed:
        """Call once."""
        try:
            answer = self._client.delete_suppressed_destination(EmailAddress=address)
        except ClientError as error:
            # An answer all the same, of the same shape: 404 says that nothing is blocked.
            return self._judge(error.response)
        # No connection came about, so nothing can have been done: this may be tried again by itself.
        except (EndpointConnectionError, ConnectTimeoutError):
            return Removed(Outcome.UNREACHABLE)
        # The library itself refused the address: no request left the house.
        except ParamValidationError as error:
            return Removed(Outcome.REFUSED, type(error).__name__)
        # Above all an answer that did not come in time: the block may be lifted, and nobody knows.
        except BotoCoreError as error:
            return Removed(Outcome.UNCERTAIN, type(error).__name__)
        return self._judge(answer)

    def _judge(self, answer: dict[str, Any]) -> Removed:
        about = answer["ResponseMetadata"]
        return judge_status(about["HTTPStatusCode"], about.get("HTTPHeaders", {}).get("retry-after"), self._clock)
