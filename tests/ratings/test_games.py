from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.special import digamma, expit
from scipy.stats import norm
from statsmodels.genmod.bayes_mixed_glm import (  # type: ignore[import-untyped]  # has no stubs
    BinomialBayesMixedGLM,
)

from ratings.single import played
from tiltyard.errors import ConfigurationError, DataError, NotConvergedError, NotIdentifiedError
from tiltyard.ratings.games import NARROWEST, ROLES, GameEstimate, Games, _fitted_spread, fit_games

SIZES = (200, 15, 30)


@pytest.fixture(scope="module")
def games() -> Games:
    return played(np.random.default_rng(1), SIZES, 8_000)[0]


@pytest.fixture(scope="module")
def fitted(games: Games) -> GameEstimate:
    return fit_games(games)


def pair(won: float, of: float, also_won: float, of_also: float) -> Games:
    """Two players at one model and one target."""
    one = np.zeros(2, int)
    return Games(
        ("p", "q"), ("m",), ("t",), np.array([0, 1]), one, one,
        np.array([won, also_won]), np.array([of, of_also]),
    )  # fmt: skip


def test_the_posterior_of_statsmodels_is_flat_at_our_modes() -> None:
    """With all spreads 1, whose logs are 0; its prior on the mean is as good as none."""
    sizes = (12, 5, 4)
    games, _ = played(np.random.default_rng(2), sizes, 400)
    design = np.hstack(
        [
            sign * np.eye(size)[codes]
            for sign, size, codes in zip((1.0, -1.0, -1.0), sizes, games.codes, strict=True)
        ]
    )
    model = BinomialBayesMixedGLM(
        games.won, np.ones((400, 1)), design, np.repeat([0, 1, 2], sizes), fe_p=1e6
    )
    ours = fit_games(games, spread=(1.0, 1.0, 1.0))
    mode, cells = ours._posterior.mode, ours._cells
    effects = [mode[cells.block(role)] for role in range(3)]
    slope = model.logposterior_grad(np.concatenate([[mode[cells.largest]], np.zeros(3), *effects]))
    np.testing.assert_allclose(np.delete(slope, [1, 2, 3]), 0, atol=1e-6)


def test_planted_spreads_are_found_again() -> None:
    spread = (1.0, 0.6, 0.8)
    games, _ = played(np.random.default_rng(3), (150, 50, 50), 12_000, spread=spread)
    np.testing.assert_allclose(fit_games(games).spread, spread, rtol=0.3)


@pytest.mark.parametrize(
    ("role", "correlation"), [("player", 0.9), ("model", 0.98), ("target", 0.95)]
)
def test_planted_effects_are_found_again(role: str, correlation: float) -> None:
    games, truth = played(np.random.default_rng(4), SIZES, 8_000)
    index = ROLES.index(role)
    found = fit_games(games).effects[index]
    assert np.corrcoef(found, truth[index])[0, 1] > correlation


def test_higher_is_better_for_every_role(games: Games, fitted: GameEstimate) -> None:
    """The best player wins most; the best model and the best target are beaten least."""
    share = [np.bincount(codes, games.won) / np.bincount(codes) for codes in games.codes]
    signs = [
        np.sign(np.corrcoef(rate, effect)[0, 1])
        for rate, effect in zip(share, fitted.effects, strict=True)
    ]
    assert signs == [1, -1, -1]


def test_effects_of_each_role_have_mean_zero(fitted: GameEstimate) -> None:
    np.testing.assert_allclose([effect.mean() for effect in fitted.effects], 0, atol=1e-9)


def test_the_spreads_are_those_of_most_evidence(games: Games, fitted: GameEstimate) -> None:
    around = [
        fit_games(games, spread=tuple(fitted.spread * factor)).evidence
        for factor in np.exp(
            0.1 * (np.eye(3)[:, :, None] * [-1, 1]).transpose(0, 2, 1).reshape(6, 3)
        )
    ]
    assert max(around) < fitted.evidence


def test_the_evidence_is_near_the_integral() -> None:
    """Forty players with 12 attempts each: one integral for each, at the mean that was found."""
    rng = np.random.default_rng(5)
    won = rng.binomial(12, expit(rng.normal(0, 1, 40))).astype(np.float64)
    one = np.zeros(40, int)
    games = Games(
        tuple(map(str, range(40))), ("m",), ("t",), np.arange(40), one, one, won, np.full(40, 12.0)
    )

    def exact(spread: float, mean: float) -> float:
        def likelihood(u: float, k: float) -> float:
            return float(
                norm.pdf(u, 0, spread) * expit(mean + u) ** k * expit(-mean - u) ** (12 - k)
            )

        each = {k: np.log(quad(likelihood, -8, 8, args=(k,))[0]) for k in set(won)}
        return float(sum(each[k] for k in won))

    wide, narrow = (fit_games(games, spread=(s, 1.0, 1.0)) for s in (1.2, 0.6))
    found = wide.evidence - narrow.evidence
    assert found == pytest.approx(exact(1.2, wide.mean) - exact(0.6, narrow.mean), abs=0.3)


def test_a_player_with_one_attempt_is_drawn_to_the_mean() -> None:
    rng = np.random.default_rng(6)
    games, _ = played(rng, (50, 10, 10), 5_000)
    more = replace(
        games, players=(*games.players, "novice"), player=np.append(games.player, 50),
        model=np.append(games.model, 0), target=np.append(games.target, 0),
        won=np.append(games.won, 1.0),
    )  # fmt: skip
    found = fit_games(more)
    assert 0 < found.effects[0][-1] < found.spread[0]
    assert 0.75 < found.errors("player")[-1] / found.spread[0] < 1


def test_a_player_who_won_everything_has_a_finite_effect() -> None:
    found = fit_games(pair(20, 20, 10, 20), spread=(1.0, 1.0, 1.0))
    assert 0.5 < found.effects[0][0] < 3


def test_equal_players_do_not_differ() -> None:
    found = fit_games(pair(5, 10, 50, 100))
    np.testing.assert_allclose(found.effects[0], 0, atol=1e-5)
    assert NARROWEST <= found.spread[0] < 0.01


def test_a_role_with_one_name_has_effect_zero() -> None:
    found = fit_games(pair(8, 10, 20, 100))
    assert found.effects[1].tolist() == pytest.approx([0])
    assert found.spread[1] == NARROWEST


def test_games_of_one_name_in_each_role_have_the_mean_of_a_beta_posterior() -> None:
    """The log-odds of a share that is Beta(30, 10)."""
    zero = np.zeros(1, int)
    games = Games(("p",), ("m",), ("t",), zero, zero, zero, np.array([30.0]), np.array([40.0]))
    found = fit_games(games, spread=(1e-3, 1e-3, 1e-3)).mean
    assert found == pytest.approx(digamma(30) - digamma(10), abs=2e-3)


def test_disconnected_games_are_rated_by_the_priors() -> None:
    """Two players at two models that share nothing."""
    code = np.array([0, 1])
    games = Games(
        ("p", "q"), ("m", "n"), ("t",), code, code, np.zeros(2, int),
        np.array([9.0, 1.0]), np.array([10.0, 10.0]),
    )  # fmt: skip
    found = fit_games(games, spread=(1.0, 1.0, 1.0))
    np.testing.assert_allclose(found.effects[0], -found.effects[1], atol=1e-9)


def test_pooled_attempts_give_the_same(games: Games, fitted: GameEstimate) -> None:
    key = np.ravel_multi_index(games.codes, SIZES)
    cells, count = np.unique(key, return_counts=True)
    codes = np.unravel_index(cells, SIZES)
    won = np.bincount(key, games.won)[cells].astype(np.float64)
    player, model, target = codes
    pooled = replace(
        games,
        player=player,
        model=model,
        target=target,
        won=won,
        count=count.astype(np.float64),
    )
    np.testing.assert_allclose(
        np.concatenate(fit_games(pooled).effects), np.concatenate(fitted.effects), atol=1e-9
    )


def test_the_order_of_the_roles_sizes_does_not_matter() -> None:
    """Models and targets are alike: exchanged, they exchange their effects."""
    games, _ = played(np.random.default_rng(7), (40, 60, 9), 3_000)
    turned = replace(
        games, models=games.targets, targets=games.models, model=games.target, target=games.model
    )
    one, other = (fit_games(each, spread=(1.0, 0.7, 0.7)) for each in (games, turned))
    np.testing.assert_allclose(one.effects[1], other.effects[2], atol=1e-9)
    np.testing.assert_allclose(one.errors("model"), other.errors("target"), atol=1e-9)


@pytest.mark.parametrize("role", ROLES)
def test_each_role_is_ranked_like_models(fitted: GameEstimate, role: str) -> None:
    estimate = fitted.estimate(role)
    ranks = estimate.rank_range(rng=np.random.default_rng(0))
    assert estimate.models == fitted.games.names[ROLES.index(role)]
    assert ranks[np.argmax(estimate.strength), 0] == 1


def test_errors_are_those_of_the_joint_covariance(fitted: GameEstimate) -> None:
    raw = fitted._posterior.factor.covariance(fitted._cells.block(0))
    np.testing.assert_allclose(fitted.errors("player"), np.sqrt(raw.diagonal()))


def test_a_chance_is_what_the_effects_add_up_to(fitted: GameEstimate) -> None:
    games = fitted.games
    eta = fitted.mean + fitted.effects[0][3] - fitted.effects[1][2] - fitted.effects[2][1]
    found = fitted.chance(games.players[3], games.models[2], games.targets[1])
    assert found == pytest.approx(expit(eta))


def test_a_chance_of_nobody_is_refused(fitted: GameEstimate) -> None:
    with pytest.raises(DataError, match="'nobody' is not a player"):
        fitted.chance("nobody", fitted.games.models[0], fitted.games.targets[0])


def test_an_unknown_role_is_refused(fitted: GameEstimate) -> None:
    with pytest.raises(ConfigurationError, match="not 'referee'"):
        fitted.estimate("referee")


@pytest.mark.parametrize("won", [0.0, 10.0])
def test_games_that_all_ended_alike_are_refused(won: float) -> None:
    with pytest.raises(NotIdentifiedError, match="both wins and losses"):
        fit_games(pair(won, 10, won, 10))


def test_no_games_are_refused() -> None:
    none = np.zeros(0, int)
    with pytest.raises(NotIdentifiedError, match="0 of 0 attempts"):
        fit_games(Games((), (), (), none, none, none, np.zeros(0)))


def test_a_spread_of_0_is_refused(games: Games) -> None:
    with pytest.raises(ConfigurationError, match="spread above 0"):
        fit_games(games, spread=(1.0, 0.0, 1.0))


def test_more_wins_than_attempts_are_refused() -> None:
    with pytest.raises(DataError, match="row 1: 11 of 10 attempts are won"):
        pair(1, 10, 11, 10)


def test_a_code_without_a_name_is_refused() -> None:
    with pytest.raises(DataError, match="row 1: player is 5, and there are 2"):
        replace(pair(1, 2, 1, 2), player=np.array([0, 5]))


def test_a_name_that_occurs_twice_is_refused() -> None:
    with pytest.raises(DataError, match="a player is named twice"):
        replace(pair(1, 2, 1, 2), players=("p", "p"))


def test_a_role_of_another_length_is_refused() -> None:
    with pytest.raises(DataError, match="3 rows have a player, 2 a result"):
        replace(pair(1, 2, 1, 2), player=np.zeros(3, int))


def test_counts_of_another_length_are_refused() -> None:
    with pytest.raises(DataError, match="3 rows have a count, 2 a result"):
        replace(pair(1, 2, 1, 2), count=np.ones(3))


def test_names_alone_cannot_spread() -> None:
    """With one name in each role there is nothing to fit."""
    zero = np.zeros(1, int)
    games = Games(("p",), ("m",), ("t",), zero, zero, zero, np.array([30.0]), np.array([40.0]))
    assert fit_games(games).spread.tolist() == [NARROWEST] * 3


def test_spreads_that_are_not_found_are_an_error(fitted: GameEstimate) -> None:
    start = np.zeros(fitted._cells.width)
    with pytest.raises(NotConvergedError, match="spreads of the roles were not found"):
        _fitted_spread(fitted._cells, start, max_steps=1)
