"""Workload a in Ciw, as its users write it: M/M/100+M at load 1.02. It draws its customers itself."""

from __future__ import annotations

import time

import ciw

HANDLING_S = 300.0
PATIENCE_S = 600.0
AGENTS = 100
LOAD = 1.02


def play_a(contacts: int, seed: int = 1) -> float:
    """CPU seconds for so many customers."""
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(rate=LOAD * AGENTS / HANDLING_S)],
        service_distributions=[ciw.dists.Exponential(rate=1 / HANDLING_S)],
        number_of_servers=[AGENTS],
        reneging_time_distributions=[ciw.dists.Exponential(rate=1 / PATIENCE_S)],
    )
    ciw.seed(seed)
    simulation = ciw.Simulation(network)
    start = time.process_time()
    simulation.simulate_until_max_customers(contacts)
    return time.process_time() - start
