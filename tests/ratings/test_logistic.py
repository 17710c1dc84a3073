from __future__ import annotations

import numpy as np
import scipy.special

from tiltyard.ratings.logistic import expit, log_expit

# The middle, and the ends of what an exponential can hold.
LOG_ODDS = np.concatenate([np.linspace(-40, 40, 4001), [-1e4, -700, 700, 745, 1e4]])


def test_chances_are_those_of_scipy() -> None:
    np.testing.assert_allclose(expit(LOG_ODDS), scipy.special.expit(LOG_ODDS), rtol=4e-16)


def test_their_logarithms_are_those_of_scipy() -> None:
    np.testing.assert_allclose(log_expit(LOG_ODDS), scipy.special.log_expit(LOG_ODDS), rtol=4e-16)


def test_both_sides_add_up_to_one() -> None:
    np.testing.assert_allclose(expit(LOG_ODDS) + expit(-LOG_ODDS), 1, rtol=1e-15)


def test_a_single_number_has_a_chance_too() -> None:
    assert float(expit(0.0)) == 0.5
