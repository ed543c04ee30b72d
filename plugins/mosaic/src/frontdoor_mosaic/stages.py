"""Statuses of a workflow step, and how far a contact has come in each."""

from frontdoor.connectors.episodes import EpisodeStage

STAGES = {
    "PROPOSED": EpisodeStage.WAITING,
    "INCOMING": EpisodeStage.WAITING,
    "STARTED": EpisodeStage.IN_PROGRESS,
    "REOPENED": EpisodeStage.IN_PROGRESS,
    "CHECKED_OUT": EpisodeStage.IN_PROGRESS,
    "COMPLETED": EpisodeStage.COMPLETED,
    "CANCELLED": EpisodeStage.CANCELLED,
}
"""The statuses of published code [V]; `CHECKED_OUT` is how the screens name a step that somebody else holds [V]."""


def stage_of(status: str) -> EpisodeStage:
    return STAGES.get(status, EpisodeStage.NOT_KNOWN)
