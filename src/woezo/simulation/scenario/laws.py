"""From a law as a scenario says it to one that draws."""

from __future__ import annotations

from math import exp, lgamma, log, sqrt

from woezo.simulation import laws
from woezo.simulation.scenario.model import Law, Patience


def law_of(given: Law | None) -> laws.Law:
    """Of a checked law; none is no time at all."""
    if given is None:
        return laws.Constant(0.0)
    mean_ms, cv = float(given.mean_s) * 1000, float(given.cv)
    match given.law:
        case "constant":
            return laws.Constant(mean_ms)
        case "exponential":
            return laws.Exponential(mean_ms)
        case "lognormal":
            variance = log(1 + cv * cv)
            return laws.Lognormal(log(mean_ms) - variance / 2, sqrt(variance))
        case "gamma":
            return laws.Gamma(1 / (cv * cv), mean_ms * cv * cv)
        case "weibull":
            shape = float(given.shape)
            return laws.Weibull(mean_ms / exp(lgamma(1 + 1 / shape)), shape, mean_ms)
        case _:
            return _empirical(given)


def patience_of(given: Patience | None) -> laws.Law | None:
    """None where nobody leaves, but for those who balk."""
    if given is None or (given.law == "exponential" and not given.mean_s):
        return None
    found = law_of(given)
    return laws.Sometimes(found, float(given.never_ratio)) if given.never_ratio else found


def _empirical(given: Law) -> laws.Law:
    weights = [float(one) for one in given.weights] or [1.0] * len(given.values_s)
    pairs = sorted((float(value) * 1000, weight) for value, weight in zip(given.values_s, weights, strict=True))
    whole, cumulative, sum_so_far = sum(weights), [], 0.0
    for _, weight in pairs:
        sum_so_far += weight
        cumulative.append(sum_so_far / whole)
    cumulative[-1] = 1.0
    return laws.Empirical([value for value, _ in pairs], cumulative)
