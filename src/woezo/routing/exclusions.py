"""Agents to whom an interaction is not proposed again for a while, because they have just refused it."""

from __future__ import annotations

from woezo.routing.model import T_EXCLUSION, Agent, Interaction
from woezo.routing.router import Router
from woezo.routing.timers import Timer


def exclude(router: Router, interaction: Interaction, agent: Agent) -> None:
    """Do not propose the interaction to this agent again for the queue's not_again_ms. Before it waits again."""
    lasts_ms = interaction.queue.not_again_ms
    if lasts_ms <= 0:
        return
    kept = [entry for entry in interaction.excluded or [] if entry[0] != agent.id]
    kept.append((agent.id, router.now_ms + lasts_ms))
    interaction.excluded = kept


def renew(router: Router, interaction: Interaction) -> None:
    """As the interaction starts to wait: forget what is over, and run the timer of what ends first."""
    kept = [entry for entry in interaction.excluded or [] if entry[1] > router.now_ms]
    interaction.excluded = kept if kept else None
    if not kept:
        if interaction.exclusion_timer is not None:
            router.timers.stop(interaction.exclusion_timer)
        return
    if interaction.exclusion_timer is None:
        interaction.exclusion_timer = Timer(T_EXCLUSION, interaction.id, interaction)
    router.timers.start(interaction.exclusion_timer, min(until for _, until in kept))
