"""What a voter may ask and do: rules that the store's transactions hold a battle to."""

from __future__ import annotations

from tiltyard.battles._state import Action, phase, require
from tiltyard.errors import (
    BattleForbiddenError,
    BattleStateError,
    PromptError,
    PromptTooLongError,
)
from tiltyard.records import Phase, StoredBattle


def check_prompt(prompt: str, characters: int) -> None:
    """Return if a prompt can be asked.

    Raises:
        PromptTooLongError: it has more characters than that.
        PromptError: it is empty, or no text that everything else can hold.
    """
    if not prompt.strip():
        raise PromptError("the prompt is empty: type a question first")
    if len(prompt) > characters:
        raise PromptTooLongError(
            f"the prompt has {len(prompt):,} characters; at most {characters:,} are possible"
        )
    if "\0" in prompt or not _is_text(prompt):
        raise PromptError("the prompt holds a NUL or half of a surrogate pair: not valid text")


def own(stored: StoredBattle, voter: str) -> None:
    """Return if the battle is this voter's.

    Raises:
        BattleForbiddenError: it is not.
    """
    if stored.battle.voter != voter:
        raise BattleForbiddenError("this battle belongs to another session")


def may_ask(
    stored: StoredBattle, *, action: Action, voter: str, phase_then: Phase, running: bool
) -> None:
    """Return if a turn of the phase that the battle was in may be asked.

    Raises:
        BattleForbiddenError, BattleStateError: as `require`; or the battle was decided meanwhile.
    """
    require(stored, action, voter=voter, running=running)
    if phase(stored) is not phase_then:
        raise BattleStateError("the battle was decided meanwhile; send your message again")


def may_skip(stored: StoredBattle, *, voter: str, running: bool) -> None:
    """Return if the battle may be skipped, or was.

    Raises:
        BattleForbiddenError, BattleStateError: as `require`.
    """
    own(stored, voter)
    if stored.skipped_at is None:
        require(stored, Action.SKIP, voter=voter, running=running)


def _is_text(prompt: str) -> bool:
    try:
        prompt.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
