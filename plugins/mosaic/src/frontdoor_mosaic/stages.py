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


AT_WORK = ("INCOMING", "STARTED", "REOPENED", "CHECKED_OUT")
"""Statuses of a step that is not done with."""

TAKEN = (*AT_WORK, "COMPLETED")
"""Statuses of a step that counts as the outcome of the one before it [V]: not only proposed, and not cancelled."""


def stage_of(status: str) -> EpisodeStage:
    return STAGES.get(status, EpisodeStage.NOT_KNOWN)
