"""Joint games of players, models and targets, as in red-teaming: who attacks well, what resists.

The log-odds that a player wins are ``μ + player - model - target``. The effects of each role are
normal around zero, with a spread that the attempts themselves tell (empirical Bayes).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from tiltyard.errors import ConfigurationError, DataError, NotConvergedError, NotIdentifiedError
from tiltyard.ratings.comparisons import Codes, Floats
from tiltyard.ratings.counts import sums
from tiltyard.ratings.covariance import centred
from tiltyard.ratings.crossed import Cells, Posterior, posterior
from tiltyard.ratings.estimate import Estimate
from tiltyard.ratings.logistic import expit

ROLES = ("player", "model", "target")
_SIGNS = (1.0, -1.0, -1.0)
# In log-odds: narrower is as good as no differences at all, wider as good as no prior.
NARROWEST, WIDEST = 1e-3, 10.0
# The steepest slope of the evidence to accept, for the root of each cell.
_FLAT = 0.01


@dataclass(frozen=True, slots=True, eq=False)
class Games:
    """Attempts of players at models under targets, in columns of equal length ``n``.

    Attributes:
        players: every name once; the codes in ``player`` are places in it.
        models: likewise; those that are attacked.
        targets: likewise; what the player tries to bring about.
        player: who tried, for each row.
        model: at which model.
        target: with what aim.
        won: how many of the row's attempts the player won.
        count: how many attempts the row stands for, above 0; one each if missing.
    """

    players: tuple[str, ...]
    models: tuple[str, ...]
    targets: tuple[str, ...]
    player: Codes
    model: Codes
    target: Codes
    won: Floats
    count: Floats | None = None

    def __post_init__(self) -> None:
        for role, names, codes in zip(ROLES, self.names, self.codes, strict=True):
            if len(set(names)) < len(names):
                raise DataError(f"a {role} is named twice: every name must occur once")
            if len(codes) != len(self.won):
                raise DataError(f"{len(codes)} rows have a {role}, {len(self.won)} a result")
            if len(codes) and not (codes.min() >= 0 and codes.max() < len(names)):
                row = int(((codes < 0) | (codes >= len(names))).argmax())
                raise DataError(f"row {row}: {role} is {codes[row]}, and there are {len(names)}")
        attempts = self.attempts()
        if len(attempts) != len(self.won):
            raise DataError(f"{len(attempts)} rows have a count, {len(self.won)} a result")
        bad = ~((attempts > 0) & np.isfinite(attempts) & (self.won >= 0) & (self.won <= attempts))
        if bad.any():
            row = int(bad.argmax())
            raise DataError(
                f"row {row}: {self.won[row]} of {attempts[row]} attempts are won; there must be "
                "more than 0 attempts, and 0 to all of them won"
            )

    @property
    def names(self) -> tuple[tuple[str, ...], ...]:
        """The names of each role, in the order of `ROLES`."""
        return self.players, self.models, self.targets

    @property
    def codes(self) -> tuple[Codes, ...]:
        """The codes of each role, in the order of `ROLES`."""
        return self.player, self.model, self.target

    def attempts(self) -> Floats:
        """How many attempts each row stands for."""
        return np.ones(len(self.won)) if self.count is None else self.count


@dataclass(frozen=True, slots=True, eq=False)
class GameEstimate:
    """What the attempts say of every player, model and target.

    Attributes:
        games: the attempts.
        mean: log-odds that an average player wins at an average model and target.
        effects: of each role, in the order of `ROLES`; higher is better for whoever has it: the
            player wins more, the model and the target resist more. Mean zero within each role.
        spread: standard deviation of each role's effects that the attempts are most likely under.
        evidence: log-likelihood of the spreads, up to a constant (Laplace).
    """

    games: Games
    mean: float
    effects: tuple[Floats, ...]
    spread: Floats
    evidence: float
    _cells: Cells
    _posterior: Posterior

    def estimate(self, role: str) -> Estimate:
        """The strengths of one role with their joint covariance, to be ranked like models.

        The covariance is that of the posterior: what is not known of a player with one attempt is
        as wide as players differ. For ``n`` names it takes ``8 n²`` bytes.

        Raises:
            ConfigurationError: there is no such role.
        """
        index = _role(role)
        return Estimate(
            models=self.games.names[index],
            strength=self.effects[index],
            covariance=centred(self._posterior.factor.covariance(self._cells.block(index))),
            notes=(f"prior of standard deviation {self.spread[index]:.3g}, fitted",),
        )

    def errors(self, role: str) -> Floats:
        """Posterior standard deviation of each effect of a role; cheap for any number.

        Raises:
            ConfigurationError: there is no such role.
        """
        own, _, rest = self._posterior.factor.inverse()
        variance = np.append(own, rest.diagonal())[self._cells.block(_role(role))]
        return np.asarray(np.sqrt(variance))

    def chance(self, player: str, model: str, target: str) -> float:
        """How likely the player is to win, at the most likely effects.

        Raises:
            DataError: a name is not among those rated.
        """
        eta = self.mean
        for role, name, index in zip(ROLES, (player, model, target), range(3), strict=True):
            if name not in self.games.names[index]:
                raise DataError(f"{name!r} is not a {role} of these games")
            eta += _SIGNS[index] * self.effects[index][self.games.names[index].index(name)]
        return float(expit(eta))


def fit_games(games: Games, *, spread: tuple[float, float, float] | None = None) -> GameEstimate:
    """Effects of all roles at once, each drawn towards its role's mean as far as it is unsure.

    Whatever met whom, the answer exists and is one: what the attempts cannot tell apart, the
    priors keep at equal distance from zero.

    Args:
        games: attempts, of which some were won and some lost.
        spread: standard deviation of each role's effects, in the order of `ROLES`; missing: those
            that make the attempts most likely, between `NARROWEST` and `WIDEST`. A role of one
            name cannot be told from the mean, and has effect zero.

    Raises:
        NotIdentifiedError: there are no attempts, or all were won, or all were lost.
        ConfigurationError: a spread is not above 0.
        NotConvergedError: no answer was reached.
    """
    attempts = games.attempts()
    if not 0 < games.won.sum() < attempts.sum():
        raise NotIdentifiedError(
            f"{games.won.sum():g} of {attempts.sum():g} attempts were won: both wins and losses "
            "are needed to rate anybody"
        )
    cells = _pooled(games)
    share = games.won.sum() / attempts.sum()
    start = np.zeros(cells.width)
    start[cells.largest] = np.log(share / (1 - share))
    chosen = _fitted_spread(cells, start) if spread is None else _checked(spread)
    found = posterior(cells, chosen, start)
    return GameEstimate(
        games=games,
        mean=float(found.mean[cells.largest]),
        effects=tuple(found.mean[cells.block(role)] for role in range(len(ROLES))),
        spread=chosen,
        evidence=found.evidence,
        _cells=cells,
        _posterior=found,
    )


def _pooled(games: Games) -> Cells:
    """Equal attempts as one cell."""
    sizes = tuple(len(names) for names in games.names)
    key = np.ravel_multi_index(tuple(codes.astype(np.int64) for codes in games.codes), sizes)
    found, place = np.unique(key, return_inverse=True)
    codes = np.unravel_index(found, sizes)
    won, count = (sums(place, column, len(found)) for column in (games.won, games.attempts()))
    return Cells.of(tuple(codes), sizes, _SIGNS, won=won, count=count)


def _fitted_spread(cells: Cells, start: Floats, *, max_steps: int = 200) -> Floats:
    """The spreads of most evidence; of roles that have one level, the narrowest."""
    free = np.array([size > 1 for size in cells.sizes])
    warm = start

    def cost(log_spread: Floats) -> tuple[float, Floats]:
        nonlocal warm
        spread = np.full(len(free), NARROWEST)
        spread[free] = np.exp(log_spread)
        there = posterior(cells, spread, warm)
        warm = there.mode
        return -there.evidence, -there.slope[free]

    spread = np.full(len(free), NARROWEST)
    if not free.any():
        return spread
    limits = [(np.log(NARROWEST), np.log(WIDEST))] * int(free.sum())
    best = minimize(
        cost,
        np.full(int(free.sum()), np.log(0.5)),
        jac=True,
        bounds=limits,
        options={"maxiter": max_steps},
    )
    # It may stop because nothing more can be gained than rounding, so ask the slope itself.
    inside = (best.x > limits[0][0]) & (best.x < limits[0][1])
    if np.abs(best.jac[inside]).max(initial=0) > _FLAT * np.sqrt(len(cells.won)):
        raise NotConvergedError(f"the spreads of the roles were not found: {best.message}")
    spread[free] = np.exp(best.x)
    return spread


def _checked(spread: tuple[float, float, float]) -> Floats:
    chosen = np.array(spread, dtype=np.float64)
    if chosen.shape != (len(ROLES),) or not ((chosen > 0) & np.isfinite(chosen)).all():
        raise ConfigurationError(f"a spread above 0 is needed for each of {ROLES}, not {spread}")
    return chosen


def _role(role: str) -> int:
    if role not in ROLES:
        raise ConfigurationError(f"a role is one of {ROLES}, not {role!r}")
    return ROLES.index(role)
