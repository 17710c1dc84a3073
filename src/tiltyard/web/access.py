"""Who may do more than a voter: scoped access tokens, in a header or in a cookie after a form."""

from __future__ import annotations

import hmac
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Any

from fastapi import Request, Response
from itsdangerous import BadSignature, URLSafeTimedSerializer

from tiltyard.bootstrap import Scope, Token, digest_of
from tiltyard.errors import AccessError, TooManyAttemptsError
from tiltyard.web.opens import neighbourhood

COOKIE = "tiltyard_access"
COOKIE_SECONDS = 12 * 3600
# Nobody guesses 32 random bytes: this keeps trying from filling the log and the processor.
ATTEMPTS = 10
PER_SECONDS = 60.0
ADDRESSES = 10_000
# How much of a digest a cookie holds, so that it ends with the token that it was given for.
_MARK = 16


class Access:
    """Says whose token a request shows.

    Args:
        tokens: those of the settings.
        secret_key: signs the cookies; whoever has it can be anybody.
        clock: seconds that never go back.
    """

    def __init__(
        self,
        tokens: Iterable[Token],
        secret_key: str,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._tokens = tuple(tokens)
        self._serializer = URLSafeTimedSerializer(secret_key, salt="access")
        self._attempts = Attempts(clock)

    def token(self, request: Request) -> Token | None:
        """The token that a request shows; None if it shows none, or a cookie that has ended.

        Raises:
            AccessError: the header has a token that is none.
            TooManyAttemptsError: too many of these came from its address.
        """
        kind, _, secret = request.headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer":
            return self._of_secret(request, secret.strip())
        return self._of_cookie(request.cookies.get(COOKIE))

    def require(self, request: Request, scope: Scope) -> Token:
        """The token that a request shows, which is for ``scope``.

        Raises:
            AccessError: it shows none, or one for something else.
            TooManyAttemptsError: too many wrong ones came from its address.
        """
        token = self.token(request)
        if token is None:
            raise AccessError("this needs an access token, and none came with the request")
        if token.scope != scope:
            raise AccessError(
                f"this needs an access token of scope “{scope}”, and yours is of scope "
                f"“{token.scope}”"
            )
        return token

    def organisation(self, request: Request) -> str | None:
        """Whose private models a request may see, if any; raises as `token` does."""
        token = self.token(request)
        return None if token is None or token.scope != "own" else token.organisation

    def enter(self, request: Request, response: Response, secret: str) -> Token:
        """The token of a secret that somebody typed, from now on in their cookie.

        Raises:
            AccessError: there is no such token.
            TooManyAttemptsError: too many wrong ones came from this address.
        """
        token = self._of_secret(request, secret.strip())
        response.set_cookie(
            COOKIE,
            str(self._serializer.dumps([token.name, token.digest[:_MARK]])),
            max_age=COOKIE_SECONDS,
            httponly=True,
            samesite="strict",
            secure=request.url.scheme == "https",
        )
        return token

    def leave(self, response: Response) -> None:
        """Take the cookie away."""
        response.delete_cookie(COOKIE, httponly=True, samesite="strict")

    def _of_secret(self, request: Request, secret: str) -> Token:
        address = neighbourhood(request)
        self._attempts.admit(address)
        digest, found = digest_of(secret), None
        for token in self._tokens:  # all of them, so that the time tells nothing
            if hmac.compare_digest(token.digest, digest):
                found = token
        if found is None:
            self._attempts.failed(address)
            raise AccessError("there is no such access token")
        return found

    def _of_cookie(self, cookie: str | None) -> Token | None:
        if cookie is None:
            return None
        try:
            said: Any = self._serializer.loads(cookie, max_age=COOKIE_SECONDS)
        except BadSignature:  # which a signature that is too old is too
            return None
        return next(
            (one for one in self._tokens if said == [one.name, one.digest[:_MARK]]),
            None,
        )


class Attempts:
    """Counts wrong tokens by neighbourhood: `ATTEMPTS` in `PER_SECONDS`, then nothing is looked at.

    Without a neighbourhood there is no bound: where a proxy does not say whom it stands for, all
    would share one, and anybody could lock the moderators out.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._times: OrderedDict[str, list[float]] = OrderedDict()
        self._lock = threading.Lock()

    def admit(self, address: str | None) -> None:
        """Return if this neighbourhood may try.

        Raises:
            TooManyAttemptsError: it was wrong too often just now.
        """
        if address is None:
            return
        with self._lock:
            recent = self._recent(address)
        if len(recent) >= ATTEMPTS:
            raise TooManyAttemptsError(
                "too many wrong access tokens came from this address: wait a minute"
            )

    def failed(self, address: str | None) -> None:
        """Note a wrong token."""
        if address is None:
            return
        with self._lock:
            self._times[address] = [*self._recent(address), self._clock()]
            self._times.move_to_end(address)
            if len(self._times) > ADDRESSES:
                self._times.popitem(last=False)

    def _recent(self, address: str) -> list[float]:
        since = self._clock() - PER_SECONDS
        return [moment for moment in self._times.get(address, ()) if moment > since]
