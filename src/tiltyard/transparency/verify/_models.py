"""Part of step 4: a model that was tested in private is the one that was registered."""

from __future__ import annotations

from tiltyard import ledger
from tiltyard.ledger import Leaf
from tiltyard.transparency.verify._outcome import Findings


class ModelChecks:
    """Looks at the leaves of models.

    Args:
        findings: of the step.
    """

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        # Of each version that was registered in private: its seals of name and of what is served.
        self._seals: dict[int, tuple[str, str]] = {}
        # Of each version its name, its number, whose it is, and what is served.
        self._known: dict[int, tuple[str, int, str | None, str]] = {}
        self._told: set[int] = set()
        # Of each version what it is now.
        self._state: dict[int, str] = {}
        # Of each owner the versions tested in private, and the places of what was released.
        self._tested: dict[str | None, set[int]] = {}
        self._due: list[tuple[int, set[int]]] = []

    def draw(self, place: int, leaf: Leaf) -> None:
        """A stream begins: only what was registered may be drawn."""
        for model, _ in leaf["weights"]:
            if model not in self._known:
                self._findings.fail(f"it draws model {model}, which was not registered", place)
                return

    def finish(self) -> None:
        """With a model all that its owner tested until then must have been told."""
        for place, tested in self._due:
            if silent := tested - self._told:
                self._findings.fail(
                    f"its owner tested model {min(silent)} too, whose name was never told", place
                )

    def tell(self, place: int, leaf: Leaf) -> None:
        """A version of a model is told of."""
        self._look_at_name(place, leaf)
        tested = self._tested.setdefault(leaf["owner"], set())
        self._state[leaf["model"]] = leaf["state"]
        if leaf["state"] == "private":
            tested.add(leaf["model"])
            now = sum(self._state[one] == "private" for one in tested)
            if now > ledger.MOST_AT_ONCE:
                self._findings.fail(
                    f"its owner tests {now} models at once, and may test {ledger.MOST_AT_ONCE}",
                    place,
                )
        if leaf["state"] == "released":
            self._due.append((place, set(tested)))
        if leaf["name_told"] is not None:
            self._told.add(leaf["model"])
        self._look_at_seals(place, leaf)

    def _look_at_name(self, place: int, leaf: Leaf) -> None:
        """A number stands for one version for ever, or votes could be moved to another model."""
        name, version, digest = leaf["name"], leaf["version"], leaf["digest"]
        first = self._known.setdefault(leaf["model"], (name, version, leaf["owner"], digest))
        if first[:2] != (name, version):
            self._findings.fail(
                f"model {leaf['model']} was {first[0]!r}, version {first[1]}, and is called "
                f"{name!r}, version {version}, now",
                place,
            )
        if first[2] != leaf["owner"]:
            self._findings.fail(f"model {leaf['model']} has another owner than before", place)
        # With the name, the digest is told that was sealed: see below.
        if leaf["name_told"] is None and leaf["model"] not in self._told and first[3] != digest:
            self._findings.fail(f"what is served as model {leaf['model']} is another", place)

    def _look_at_seals(self, place: int, leaf: Leaf) -> None:
        commitment, opened = leaf["name_commitment"], leaf["name_told"]
        if commitment is not None:
            self._seals.setdefault(leaf["model"], (commitment, leaf["digest"]))
        name, served = self._seals.get(leaf["model"], (None, ""))
        if commitment != name:
            self._findings.fail("its name is sealed otherwise than when it was registered", place)
        if opened is None:
            return
        nonce = opened["nonce"]
        if ledger.name_commitment(opened["name"], nonce) != name:
            self._findings.fail(f"{opened['name']!r} is not the name that was registered", place)
        if ledger.sealed_digest(leaf["digest"], nonce) != served:
            self._findings.fail("what was served is not what was registered", place)
