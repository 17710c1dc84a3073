"""How many battles a voter, and a neighbourhood of addresses, may open in an hour."""

from __future__ import annotations

import hmac
import ipaddress
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable

from fastapi import Request

from tiltyard.errors import TooManyBattlesError

HOUR = 3600.0
# Whoever opened nothing for longest is forgotten first; they come back with nothing on them.
MOST_KNOWN = 50_000
_PREFIX = {4: 24, 6: 48}


def neighbourhood(request: Request) -> str | None:
    """The network that a request comes from, ``/24`` or ``/48``; None from this machine itself.

    Behind a proxy, the server must be told to believe its ``X-Forwarded-For``.
    """
    try:
        address = ipaddress.ip_address(request.client.host if request.client else "")
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    if address.is_loopback:
        return None
    return str(ipaddress.ip_network((address, _PREFIX[address.version]), strict=False))


class Opens:
    """The battles of the last hour, in memory alone; addresses as HMACs under a passing key.

    For one thread.

    Args:
        per_voter: how many a voter may open in an hour; 0 is no bound.
        per_address: how many a neighbourhood may.
        clock: seconds.
    """

    def __init__(
        self, *, per_voter: int, per_address: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most = {"voter": per_voter, "address": per_address}
        self._clock = clock
        self._key = secrets.token_bytes(32)
        self._known: OrderedDict[bytes, list[tuple[float, str | None]]] = OrderedDict()

    def admit(self, voter: str, address: str | None, key: str | None) -> None:
        """Note that a battle is opened; the same key again is the same battle.

        Raises:
            TooManyBattlesError: it is one too many; when the next may be opened is in the message.
        """
        who = {"voter": voter, "address": address}
        lists = [
            (most, self._recent(f"{kind} {who[kind]}"))
            for kind, most in self._most.items()
            if most and who[kind] is not None
        ]
        if key is not None and any(key == known for _, recent in lists for _, known in recent):
            return
        for most, recent in lists:
            if len(recent) >= most:
                wait = recent[-most][0] + HOUR - self._clock()
                minutes = max(1, round(wait / 60))
                raise TooManyBattlesError(
                    f"these are too many battles in one hour: at most {most:,} are possible; go on "
                    f"in {minutes} minute{'' if minutes == 1 else 's'}"
                )
        for _, recent in lists:
            recent.append((self._clock(), key))

    def _recent(self, who: str) -> list[tuple[float, str | None]]:
        name = hmac.digest(self._key, who.encode(), "sha256")
        known = self._known.setdefault(name, [])
        self._known.move_to_end(name)
        begin = self._clock() - HOUR
        known[:] = [one for one in known if one[0] > begin]
        if len(self._known) > MOST_KNOWN:
            self._known.popitem(last=False)
        return known
