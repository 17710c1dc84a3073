"""Step 7: what was excluded is there, and what counts keeps to the rules that were published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tiltyard.ledger import EPOCH_DAYS, Leaf
from tiltyard.transparency._layout import Rules
from tiltyard.transparency.verify._ballots import GOLD, YES, Ballots
from tiltyard.transparency.verify._battles import EXPIRE, VOTE
from tiltyard.transparency.verify._moments import HOURS
from tiltyard.transparency.verify._outcome import Findings
from tiltyard.transparency.verify._screened import RULES, Claims
from tiltyard.transparency.verify._told import COUNTS, Ended

_LIMIT = COUNTS.index("limit")
# By what else than evidence votes may be excluded without a person: they are those of somebody who
# is excluded under another pseudonym.
_SAME_VOTER = "same_voter_v1"
_EPOCH_HOURS = EPOCH_DAYS * HOURS
# That these votes count as they say follows from other leaves.
_PROVEN = ("yes", "limit", "gold", "repeat")


class MarkChecks:
    """Looks at exclusions, at tombstones, and at which votes count.

    Args:
        rules: those of ``log.json``.
        ballots: the votes.
        kinds: what each leaf is; see `BattleChecks`.
    """

    def __init__(self, rules: Sequence[Rules], ballots: Ballots, kinds: bytearray) -> None:
        self.findings = Findings(7)
        self._rules = list(rules)
        self._is_free = all(one.per_model is None and one.per_day is None for one in rules)
        self._ballots = ballots
        self._kinds = kinds
        self._excluded: set[int] = set()
        self._by_rule: Counter[str] = Counter()
        # How many votes count as what: a place in `COUNTS`.
        self._counted = [0] * len(COUNTS)
        self._claims = Claims()
        self._recomputed = ""
        # Counted votes of this epoch and the one before, by voter and model; of a day by voter.
        self._of_model: dict[int, Counter[tuple[int, str]]] = {}
        self._of_day: dict[int, Counter[int]] = {}
        # Checks of attention by epoch and voter; how many there may be was told at some time.
        self._checks: Counter[tuple[int, int]] = Counter()
        self._most_checks = max(one.gold["battles"] if one.gold else 0 for one in rules)

    def mark(self, place: int, leaf: Leaf) -> None:
        """Votes are excluded or restored."""
        is_excluded = leaf["type"] == "exclude"
        for vote in leaf["votes"]:
            if vote >= place or self._kinds[vote] != VOTE:
                self.findings.fail(f"it is about leaf {vote}, which is no vote before it", place)
                continue
            if (vote in self._excluded) is is_excluded:
                state = "is excluded already" if is_excluded else "is not excluded"
                self.findings.fail(f"it is about the vote of leaf {vote}, which {state}", place)
            (self._excluded.add if is_excluded else self._excluded.discard)(vote)
        if is_excluded:
            self._by_rule[leaf["rule"] or "a person"] += 1
            if leaf["rule"] not in (None, *RULES, _SAME_VOTER):
                self.findings.fail(f"it names a rule that there is not, {leaf['rule']!r}", place)
            if leaf["rule"] in RULES:
                self._claims.add(place, leaf)
        self._ballots.mark(place, leaf["votes"], is_excluded=is_excluded)

    def finish(self) -> None:
        """Compute again what was excluded by evidence."""
        if not self.findings.faults:  # else places of votes may be none
            self._recomputed = self._claims.look(self._ballots, self.findings)

    def tombstone(self, place: int, leaf: Leaf) -> None:
        """The text of a battle was erased."""
        about = leaf["leaf"]
        if about >= place or self._kinds[about] not in (VOTE, EXPIRE):
            self.findings.fail(f"it is about leaf {about}, which ends no battle before it", place)

    def vote(self, place: int, leaf: Ended, voter: int) -> None:
        """A vote says whether it counts."""
        self._counted[leaf.counts] += 1
        if leaf.counts == GOLD:
            self._check(place, leaf.hour // _EPOCH_HOURS, voter)
        elif not self._is_free or leaf.counts != YES:
            self._limited(place, leaf, voter)

    def _limited(self, place: int, leaf: Ended, voter: int) -> None:
        rules = self._rules_of(place)
        if leaf.counts not in (YES, _LIMIT) or (rules.per_model is None and rules.per_day is None):
            if leaf.counts == _LIMIT and rules.per_address_day is None:
                self.findings.fail("it is beyond a limit, and there is none", place)
            return
        models = self._of_model.setdefault(leaf.hour // _EPOCH_HOURS, Counter())
        days = self._of_day.setdefault(leaf.hour // HOURS, Counter())
        names = [self._ballots.names.get(one, str(one)) for one in (leaf.a, leaf.b)]
        over = self._over(rules, [models[voter, name] for name in names], days[voter])
        if leaf.counts == YES:
            if over:
                self.findings.fail(f"it counts, and its voter has had {over}", place)
            for name in names:
                models[voter, name] += 1
            days[voter] += 1
            self._forget(leaf.hour)
        elif not over and rules.per_address_day is None:
            self.findings.fail("it does not count, and its voter was below every limit", place)

    def _check(self, place: int, epoch: int, voter: int) -> None:
        self._checks[epoch, voter] += 1
        if self._checks[epoch, voter] > self._most_checks:
            self.findings.fail(
                f"its voter had {self._most_checks} checks of attention in the epoch before it, "
                "and more are not foreseen",
                place,
            )

    def _rules_of(self, place: int) -> Rules:
        while len(self._rules) > 1 and self._rules[1].since <= place:
            del self._rules[0]
        return self._rules[0]

    def _over(self, rules: Rules, of_models: Sequence[int], of_day: int) -> str:
        """Which limit is reached, in words; empty if none is."""
        if rules.per_model is not None and max(of_models) >= rules.per_model:
            return f"{rules.per_model} counted votes on one of its models in the epoch"
        if rules.per_day is not None and of_day >= rules.per_day:
            return f"{rules.per_day} counted votes on its day"
        return ""

    def _forget(self, hour: int) -> None:
        """Let go of what is long over: clocks differ by an hour at most."""
        for kept, now in ((self._of_model, hour // _EPOCH_HOURS), (self._of_day, hour // HOURS)):
            if len(kept) > 2:
                for old in [one for one in kept if one < now - 1]:
                    del kept[old]

    def says(self) -> str:
        """What to say if all is well."""
        told = [f"{len(self._excluded):,} votes are excluded now"]
        told += [f"{many:,} times by {rule}" for rule, many in sorted(self._by_rule.items())]
        if self._recomputed:
            told.append(self._recomputed)
        if _SAME_VOTER in self._by_rule:
            told.append("that votes are of one voter in another epoch cannot be told from the log")
        aside = ", ".join(
            f"{many:,} {name}"
            for name, many in zip(COUNTS, self._counted, strict=True)
            if many and name not in _PROVEN
        )
        if aside:
            told.append(f"votes that were set aside for reasons that no leaf proves: {aside}")
        return "; ".join(told)
