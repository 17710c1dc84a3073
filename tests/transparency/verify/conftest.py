"""A log of some days, made once; each test gets its own of it."""

from __future__ import annotations

from copy import deepcopy

import pytest

from ledger.copies import Made
from ledger.made_copy import made


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A log with an owner's two private models, which are released at its end."""
    return made(tmp_path_factory.mktemp("snapshots"), battles=120, days=4, private=2)


@pytest.fixture
def log(whole: Made) -> Made:
    """The same, to be changed."""
    return deepcopy(whole)
