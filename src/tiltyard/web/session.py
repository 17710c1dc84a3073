"""Who is voting: a random id in a signed cookie, made at the first battle. It holds no name."""

from __future__ import annotations

import secrets

from fastapi import Request, Response
from itsdangerous import BadSignature, URLSafeSerializer

COOKIE = "tiltyard_voter"
ONE_YEAR_SECONDS = 365 * 24 * 3600


class Sessions:
    """Reads and writes the voter's cookie.

    Args:
        secret_key: signs the cookies; whoever has it can vote as anybody.
    """

    def __init__(self, secret_key: str) -> None:
        self._serializer = URLSafeSerializer(secret_key, salt="voter")

    def voter(self, request: Request) -> str | None:
        """The voter of a request, None without a cookie or with a forged one."""
        cookie = request.cookies.get(COOKIE)
        if cookie is None:
            return None
        try:
            voter = self._serializer.loads(cookie)
        except BadSignature:
            return None
        return voter if isinstance(voter, str) else None

    def ensure(self, request: Request, response: Response) -> str:
        """The voter of a request, a new one if there was none."""
        voter = self.voter(request)
        if voter is None:
            voter = secrets.token_urlsafe(16)
            self.remember(request, response, voter)
        return voter

    def remember(self, request: Request, response: Response, voter: str) -> None:
        """Set the cookie."""
        response.set_cookie(
            COOKIE,
            str(self._serializer.dumps(voter)),
            max_age=ONE_YEAR_SECONDS,
            httponly=True,
            samesite="lax",
            secure=request.url.scheme == "https",
        )
