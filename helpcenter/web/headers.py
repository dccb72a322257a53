"""Security headers, set in a WSGI layer around everything that makes an answer; kept pages are kept with them."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

Headers = list[tuple[str, str]]


def content_policy(frame_ancestors: str = "'none'", frame_sources: str = "'none'") -> str:
    """The content security policy of a page; only branded tutorial pages pass the frames of other sites as ancestors."""
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
        f"form-action 'self'; base-uri 'none'; frame-src {frame_sources}; frame-ancestors {frame_ancestors}"
    )


DEFAULTS: Headers = [
    ("Content-Security-Policy", content_policy()),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()"),
]
HTTPS_ONLY: Headers = [("Strict-Transport-Security", "max-age=31536000; includeSubDomains")]


class SecurityHeaders:
    """Adds each default header that the page did not set itself."""

    def __init__(self, wsgi: "WSGIApplication", *, is_https: bool) -> None:
        self._wsgi = wsgi
        self._defaults = DEFAULTS + (HTTPS_ONLY if is_https else [])

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer like the inner application, with the headers completed."""

        def start(status: str, headers: Headers, *rest: Any) -> Any:
            present = {name.lower() for name, _ in headers}
            missing = [item for item in self._defaults if item[0].lower() not in present]
            return start_response(status, headers + missing, *rest)

        return self._wsgi(environ, start)
