"""Rate limits: counted in this process, or in Redis when configured; addresses are kept as keyed hashes only."""

import hashlib
import hmac
from functools import lru_cache
from ipaddress import IPv6Address, ip_address, ip_network

from flask import Flask, current_app, request
from flask_limiter import Limiter
from limits import RateLimitItem
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from redis.exceptions import RedisError

from helpcenter.config import Settings


def network_key() -> str:
    """Who asks, as a keyed hash of the network (IPv4 /24, IPv6 /48): enough to slow down, useless to identify."""
    secret = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(secret, network_of(request.remote_addr or "").encode(), hashlib.sha256).hexdigest()[:32]


def network_of(address: str) -> str:
    """The network to which an address belongs; a person behind a changing address stays in it."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address) and found.ipv4_mapped:
        # A server that listens on IPv6 sees IPv4 addresses this way: else they would all be one network.
        found = found.ipv4_mapped
    return str(ip_network((found, 24 if found.version == 4 else 48), strict=False).network_address)


# A Redis that takes connections and does not answer must not hold up a page for longer (seconds).
PATIENCE = {"socket_connect_timeout": 2, "socket_timeout": 2}
limiter = Limiter(key_func=network_key, headers_enabled=False)


def count_once(limit: RateLimitItem, *names: str) -> bool:
    """Count once under these names, where a view decides by itself what counts; False when that was too often."""
    try:
        return limiter.limiter.hit(limit, *names)
    except RedisError:
        return _alone().hit(limit, *names)


@lru_cache(maxsize=1)
def _alone() -> MovingWindowRateLimiter:
    # When it is needed first, for it starts a thread.
    return MovingWindowRateLimiter(MemoryStorage())


def init_limits(app: Flask, settings: Settings) -> None:
    """Count where all web workers can see it, if there is such a place."""
    app.config.update(
        RATELIMIT_STORAGE_URI=settings.redis_url or "memory://",
        RATELIMIT_STRATEGY="moving-window",
        RATELIMIT_KEY_PREFIX="helpcenter",
        # While Redis is away each worker counts by itself: a form that nobody can send would be worse than a limit that is higher.
        RATELIMIT_IN_MEMORY_FALLBACK_ENABLED=bool(settings.redis_url),
        RATELIMIT_STORAGE_OPTIONS=PATIENCE if settings.redis_url else {},
    )
    limiter.init_app(app)
    _check_where_it_is_said(app)


def _check_where_it_is_said(app: Flask) -> None:
    # Each limit stands at its view, which checks it. To ask before every request whether others hold everywhere costs as much as a question
    # to the database: there are none, and RATELIMIT_DEFAULT or the like would have no effect.
    app.before_request_funcs[None].remove(limiter._check_request_limit)
