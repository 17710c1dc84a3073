"""How services begin their keys: what the closer search finds, the fast one must point at."""

from __future__ import annotations

import re

import pytest

from tiltyard import personal
from tiltyard.personal._issuers import HINT, HOOKS, ISSUED

LETTERS = "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0fD3hJ6kL9nP2rS5uV8xY1"
# In pieces, so that this file holds none itself.
HOOK = "https://" + "hooks.slack" + ".com/services/T0AB12CD3/B0AB12CD3/" + LETTERS[:24]
OTHER_HOOK = (
    "https://" + "discord" + ".com/api/webhooks/123456789012345678/" + LETTERS + LETTERS[:9]
)


@pytest.mark.parametrize("hook", [HOOK, OTHER_HOOK])
def test_an_address_that_lets_everybody_write_is_a_key(hook: str) -> None:
    (span,) = personal.find(f"post to {hook} please", ["key"])
    assert hook.endswith(f"post to {hook} please"[span.start : span.end])


@pytest.mark.parametrize("hook", [HOOK, OTHER_HOOK])
def test_the_fast_search_points_at_it(hook: str) -> None:
    assert re.search(HINT, hook)


@pytest.mark.parametrize("pattern", [*ISSUED, *HOOKS])
def test_no_pattern_matches_words(pattern: str) -> None:
    assert (
        re.search(pattern, "Ask me for the key to a secret garden, said the token bearer.") is None
    )
