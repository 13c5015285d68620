"""The formulas against ICMI's worked example, and where there is nothing to divide by."""

import pytest

from woezo.measures.formulas import SERVICE_LEVELS, Served, answer_rate, denominator, service_level, total

ICMI = Served(answered=1000, abandoned=60, answered_within=860, abandoned_within=20, abandoned_short=10)


@pytest.mark.parametrize(
    ("formula", "percent"),
    [("SL-1", 83.0), ("SL-2", 86.0), ("SL-3", 81.1), ("SL-4", 82.7), ("SL-5", 81.9), ("SL-6", 82.1)],
)
def test_icmi_example(formula: str, percent: float) -> None:
    value = service_level(formula, ICMI)
    assert value is not None
    assert round(value * 100, 1) == percent


@pytest.mark.parametrize("formula", list(SERVICE_LEVELS))
def test_nothing_to_divide_by(formula: str) -> None:
    assert service_level(formula, Served()) is None
    assert denominator(formula, Served()) == 0


def test_sum_over_sum_is_not_a_mean_of_ratios() -> None:
    quiet, busy = Served(answered=1, answered_within=1), Served(answered=99, answered_within=0)
    assert service_level("SL-2", total([quiet, busy])) == 0.01


def test_answer_rate() -> None:
    assert answer_rate(ICMI) == 1000 / 1060
    assert answer_rate(ICMI, without_short=True) == 1000 / 1050
