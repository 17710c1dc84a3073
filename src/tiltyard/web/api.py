"""What the pages do, programs can: battles and votes as JSON."""

from __future__ import annotations

from contextlib import aclosing
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Path, Request, Response
from fastapi.responses import StreamingResponse

from tiltyard.battles import Battles, BlindBattle, RevealedBattle
from tiltyard.errors import BattleForbiddenError
from tiltyard.web import events
from tiltyard.web._state import arena_of, opens_of
from tiltyard.web.opens import neighbourhood
from tiltyard.web.own_pages import note_owner
from tiltyard.web.schemas import (
    AskAgain,
    AskTurn,
    BattleView,
    CastVote,
    ErrorView,
    OpenBattle,
    ShowAgain,
    battle_view,
)
from tiltyard.web.session import Sessions

_ERRORS: dict[int | str, dict[str, Any]] = {
    400: {"model": ErrorView, "description": "The body is not JSON"},
    403: {"model": ErrorView, "description": "The battle belongs to another session"},
    404: {"model": ErrorView, "description": "There is no such battle"},
    409: {"model": ErrorView, "description": "Not now, such as voting twice"},
    413: {"model": ErrorView, "description": "Too large"},
    422: {"model": ErrorView, "description": "Not as it should be"},
    429: {"model": ErrorView, "description": "Too many battles in an hour"},
    503: {"model": ErrorView, "description": "Not enough models answer, or nothing can be kept"},
}

router = APIRouter(prefix="/api/v1", responses=_ERRORS)

BattleId = Annotated[str, Path(description="The battle's id", max_length=64)]
Key = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        description="A random word; the same word again means the same request again",
        max_length=128,
    ),
]


# Asynchronous though they await nothing: the framework would run them in threads.
async def _battles(request: Request) -> Battles:
    return arena_of(request).battles


async def _voter(request: Request) -> str:
    sessions: Sessions = request.app.state.sessions
    voter = sessions.voter(request)
    if voter is None:
        raise BattleForbiddenError("no session: send the cookie that opening the battle gave you")
    return voter


async def _any_voter(request: Request, response: Response) -> str:
    sessions: Sessions = request.app.state.sessions
    return sessions.ensure(request, response)


BattlesRoom = Annotated[Battles, Depends(_battles)]
Voter = Annotated[str, Depends(_voter)]
AnyVoter = Annotated[str, Depends(_any_voter)]


@router.post("/battles", status_code=201, tags=["battles"], response_model=BattleView)
async def open_battle(  # noqa: PLR0913 -- what the framework hands in
    body: OpenBattle,
    request: Request,
    response: Response,
    battles: BattlesRoom,
    voter: AnyVoter,
    key: Key = None,
) -> Response | BattleView:
    """Open a battle: two models are drawn and begin to answer.

    With ``Accept: text/event-stream`` the answer is the battle's events themselves, the first of
    which (``battle``) holds the battle as it was opened. Otherwise attach to them within ten
    seconds, or poll: a battle that nobody watches is stopped.
    """
    opens_of(request).admit(voter, neighbourhood(request), key)
    battle = await battles.open(
        body.prompt, voter=voter, key=key, may_publish=body.may_publish, client=body.client
    )
    if "text/event-stream" not in request.headers.get("accept", ""):
        return battle_view(battle)
    return _stream(request, battles, battle, voter, dict(response.headers))


@router.post(
    "/repeats",
    status_code=201,
    tags=["battles"],
    response_model=BattleView,
    responses={204: {"description": "There is nothing to show again now"}},
)
async def show_again(
    body: ShowAgain, battles: BattlesRoom, voter: Voter, key: Key = None
) -> Response | BattleView:
    """Show two answers that you judged before, for voters who are willing.

    Only some arenas do it, some of the times, and days after the first vote. The vote counts on no
    board: it shows how alike people judge.
    """
    battle = await battles.again(voter=voter, key=key, client=body.client)
    return Response(status_code=204) if battle is None else battle_view(battle)


@router.get("/battles/{battle_id}", tags=["battles"])
async def look(battle_id: BattleId, battles: BattlesRoom, voter: Voter) -> BattleView:
    """The battle as it stands."""
    return battle_view(await battles.look(battle_id, voter=voter))


@router.get(
    "/battles/{battle_id}/events",
    tags=["battles"],
    response_class=StreamingResponse,
    responses={200: {"content": {"text/event-stream": {}}, "description": "Events"}},
)
async def watch(
    battle_id: BattleId,
    battles: BattlesRoom,
    voter: Voter,
    last_event_id: Annotated[str | None, Header(max_length=64)] = None,
) -> StreamingResponse:
    """The running turn as server-sent events: ``step`` with new text, then ``end``.

    When the last watcher has been gone for a second or so, both models are stopped.
    """
    await battles.look(battle_id, voter=voter)
    after = events.parse_id(last_event_id)
    running = battles.watch(battle_id, voter=voter, after=after)
    return StreamingResponse(
        events.encoded(running), media_type="text/event-stream", headers=events.HEADERS
    )


@router.post("/battles/{battle_id}/turns", status_code=201, tags=["battles"])
async def follow_up(
    battle_id: BattleId, body: AskTurn, battles: BattlesRoom, voter: Voter, key: Key = None
) -> BattleView:
    """Ask both models something more; after the reveal this does not count."""
    return battle_view(await battles.follow_up(battle_id, body.prompt, voter=voter, key=key))


@router.post("/battles/{battle_id}/retry", status_code=201, tags=["battles"])
async def retry(  # noqa: PLR0913 -- what the framework hands in
    battle_id: BattleId,
    request: Request,
    battles: BattlesRoom,
    voter: Voter,
    body: AskAgain | None = None,
    key: Key = None,
) -> BattleView:
    """Ask a failed or stopped turn again; a failed first turn becomes a new battle."""
    opens_of(request).admit(voter, neighbourhood(request), key)  # it costs as much as a new one
    client = "" if body is None else body.client
    return battle_view(await battles.retry(battle_id, voter=voter, key=key, client=client))


@router.post("/battles/{battle_id}/stop", tags=["battles"])
async def stop(battle_id: BattleId, battles: BattlesRoom, voter: Voter) -> BattleView:
    """Stop both answers."""
    return battle_view(await battles.stop(battle_id, voter=voter))


@router.post("/battles/{battle_id}/vote", tags=["battles"])
async def vote(  # noqa: PLR0913 -- what the framework hands in
    battle_id: BattleId,
    body: CastVote,
    request: Request,
    battles: BattlesRoom,
    voter: Voter,
    key: Key = None,
) -> BattleView:
    """Vote. The names come back once the vote is on disk, and not before."""
    await note_owner(request, voter)
    address = neighbourhood(request)
    voted = await battles.vote(battle_id, body.winner, voter=voter, key=key, address=address)
    return battle_view(voted)


@router.post("/battles/{battle_id}/skip", tags=["battles"])
async def skip(battle_id: BattleId, battles: BattlesRoom, voter: Voter) -> BattleView:
    """Give a battle up: the names come back, nothing is counted."""
    return battle_view(await battles.skip(battle_id, voter=voter))


def _stream(
    request: Request,
    battles: Battles,
    battle: BlindBattle | RevealedBattle,
    voter: str,
    headers: dict[str, str],
) -> Response:
    view = battle_view(battle)
    first = f"event: battle\ndata: {view.model_dump_json()}\n\n".encode()

    async def both() -> Any:  # noqa: ANN401 -- an async generator of bytes
        yield first
        async with aclosing(events.encoded(battles.watch(view.id, voter=voter))) as pieces:
            async for piece in pieces:
                yield piece

    cookie = {"set-cookie": headers["set-cookie"]} if "set-cookie" in headers else {}
    return StreamingResponse(
        both(), 201, media_type="text/event-stream", headers=events.HEADERS | cookie
    )
