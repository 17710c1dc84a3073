"""What the application keeps for all requests."""

from __future__ import annotations

from fastapi import Request

from tiltyard.bootstrap import Arena
from tiltyard.leaderboard import Asides, Boards
from tiltyard.web.access import Access
from tiltyard.web.opens import Opens


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


def access_of(request: Request) -> Access:
    """What says whose token a request shows."""
    access: Access = request.app.state.access
    return access


def opens_of(request: Request) -> Opens:
    """Who opened how many battles lately."""
    opens: Opens = request.app.state.opens
    return opens
