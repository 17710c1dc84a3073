"""What the application keeps for all requests."""

from __future__ import annotations

from fastapi import Request

from tiltyard.bootstrap import Arena
from tiltyard.leaderboard import Asides, Boards


def arena_of(request: Request) -> Arena:
    """The arena that is served."""
    arena: Arena = request.app.state.arena
    return arena


def boards_of(request: Request) -> Boards:
    """The boards of the arena."""
    return arena_of(request).boards


def asides_of(request: Request) -> Asides:
    """What is kept of the votes beside boards."""
    asides: Asides = request.app.state.asides
    return asides
