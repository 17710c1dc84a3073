"""The log for people, ``/log``, and its public copy for programs, below ``/log/``."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import FileResponse

from tiltyard.errors import DataError, LedgerError, NotPublishedError
from tiltyard.ledger import Checkpoint
from tiltyard.transparency import Agreed, Publisher
from tiltyard.web._state import arena_of
from tiltyard.web.board_pages._asked import render, words_of
from tiltyard.web.log_api import ProofView, find, proof_view

router = APIRouter(include_in_schema=False)
_READ = ["GET", "HEAD"]
# Nothing but what the public copy consists of, whatever else lies in its folder.
_NUMBER = r"(?:x\d{3}/){0,5}\d{3}"
_FILE = re.compile(
    rf"(?P<text>checkpoint(?:\.witnessed)?|keys|files)|(?P<json>(?:log|recent)\.json)"
    rf"|(?P<tile>tile/(?:entries|\d{{1,2}})/{_NUMBER}(?:\.p/\d{{1,3}})?)"
    r"|(?P<fixed>snapshots/\d{1,9}/(?:snapshot|boards/\d{1,6})\.json|labels/\d{1,9}\.json)"
)
_KINDS = {
    "text": ("text/plain; charset=utf-8", "no-cache"),
    "json": ("application/json", "no-cache"),
    "tile": ("application/octet-stream", "public, max-age=31536000, immutable"),
    "fixed": ("application/json", "public, max-age=31536000, immutable"),
}
_DIGITS = 15
_HASH = re.compile("[0-9a-f]{64}")
# What an entry is, in words.
_TYPES = {
    "model": "about a model",
    "weights": "a day’s shares in the draw",
    "seed": "the seed of a day’s draws",
    "open": "the start of a battle, sealed",
    "vote": "a vote",
    "expire": "the end of a battle without a vote",
    "exclude": "an exclusion of votes",
    "restore": "the end of an exclusion",
    "snapshot": "a snapshot of the boards",
    "tombstone": "the erasure of a battle’s texts",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """How the log stands, for the page.

    Attributes:
        leaves: how many there are; the checkpoint is of fewer, until the next.
        checkpoint: the last one, and ``note``: as it was signed.
        signed_at: when it was written here.
        key: what signs it, as others write it down.
        alarm: why nothing is published; none if all is well.
        witnesses: how many others may sign, and ``agreed``: up to where enough of them did.
        earlier: keys that signed before it, as pairs of the last size and the key.
    """

    leaves: int
    checkpoint: Checkpoint | None
    note: str
    signed_at: datetime | None
    key: str
    alarm: str | None
    witnesses: int = 0
    agreed: Agreed | None = None
    earlier: tuple[tuple[int, str], ...] = ()

    @property
    def age(self) -> str:
        """How long ago the checkpoint was written, in words."""
        if self.signed_at is None:
            return "never"
        minutes = max(0, int((datetime.now(UTC) - self.signed_at).total_seconds() // 60))
        for size, unit in ((1440, "day"), (60, "hour"), (1, "minute")):
            if many := minutes // size:
                return f"{many} {unit}{'s' if many > 1 else ''} ago"
        return "just now"


@router.api_route("/log", methods=_READ)
async def log(request: Request) -> Response:
    """What the log is, how it stands, and where a receipt's leaf is in it."""
    words = words_of(request)
    arena = arena_of(request)
    shown = await asyncio.to_thread(_shown, arena.publisher)
    found, problem = await _looked_up(request, words)
    page = render(
        request,
        "log.html",
        log=shown,
        host=str(request.base_url).rstrip("/"),
        words=words,
        found=found,
        kind=None if found is None else _TYPES.get(found.data["type"]),
        hour=None if found is None else _hour(found.data.get("hour")),
        problem=problem,
    )
    page.headers["Cache-Control"] = "no-store"
    return page


@router.api_route("/log/{path:path}", methods=_READ)
async def file(request: Request, path: str) -> Response:
    """A file of the public copy."""
    match = _FILE.fullmatch(path)
    if match is None or match.lastgroup is None:
        raise HTTPException(404)
    where: Path = arena_of(request).publisher.copy.folder / path
    if not await asyncio.to_thread(where.is_file):
        raise HTTPException(404)
    kind, kept = _KINDS[match.lastgroup]
    return FileResponse(where, media_type=kind, headers={"Cache-Control": kept})


def _shown(publisher: Publisher) -> Shown:
    copy, standing = publisher.copy, publisher.standing
    key = str(publisher.verifier)
    try:
        checkpoint, note = copy.checkpoint, copy.note or ""
        agreed = publisher.public.cosigned.agreed
        earlier = tuple((one.at.size, str(one.old)) for one in publisher.keys.rotations)
    except (DataError, LedgerError) as error:
        return Shown(standing.leaves, None, "", None, key, standing.alarm or str(error))
    return Shown(
        standing.leaves,
        checkpoint,
        note,
        copy.written_at,
        key,
        standing.alarm,
        witnesses=len(publisher.public.cosigned.witnesses),
        agreed=agreed,
        earlier=earlier,
    )


def _hour(hour: object) -> datetime | None:
    """When the hour of an entry began, which counts from 1970 on; None if it tells none."""
    return datetime.fromtimestamp(hour * 3600, UTC) if isinstance(hour, int) else None


async def _looked_up(
    request: Request, words: dict[str, str]
) -> tuple[ProofView | None, str | None]:
    """The leaf that the form asks for, or what is wrong with what it says."""
    leaf, wanted = words.get("leaf"), words.get("hash", "").lower()
    if leaf is None:
        return None, None
    if not (leaf.isascii() and leaf.isdecimal()) or len(leaf) > _DIGITS:
        return None, f"{leaf!r} is no place in the log: a whole number is expected"
    if wanted and not _HASH.fullmatch(wanted):
        return None, "a receipt's hash has 64 digits, 0 to 9 and a to f: copy all of it"
    try:
        found = proof_view(await find(request, int(leaf)))
    except NotPublishedError as error:
        return None, str(error)
    if wanted and wanted != found.hash:
        return None, (
            f"entry {leaf} has the hash {found.hash}, and your receipt says {wanted}: "
            "if you copied both right, then your vote was changed or dropped. Keep the receipt: "
            "with the checkpoint it is evidence"
        )
    return found, None
