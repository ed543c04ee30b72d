"""A worker put together from an office, a mailer and a letterhead."""

import random
from collections.abc import Callable

from frontdoor_portal.delivery.episodes import EpisodeDelivery
from frontdoor_portal.delivery.letters import Letterhead
from frontdoor_portal.delivery.mail import Mailer
from frontdoor_portal.delivery.notices import NoticeDelivery
from frontdoor_portal.delivery.policy import WorkerPolicy
from frontdoor_portal.delivery.worker import Worker
from frontdoor_portal.use_cases.models import Topic
from frontdoor_portal.use_cases.ports import Office


def build_worker(
    office: Office,
    mailer: Mailer,
    letterhead: Letterhead,
    policy: WorkerPolicy | None = None,
    *,
    draw: Callable[[], float] = random.random,
    name: str = "",
) -> Worker:
    """A worker for every topic. `draw` is its chance, from 0 to 1; `name` tells workers apart in the queue."""
    policy = policy or WorkerPolicy()
    return Worker(
        office.work,
        {
            Topic.OPEN_EPISODE: EpisodeDelivery(office, policy, draw),
            Topic.NOTICE: NoticeDelivery(office.work, mailer, letterhead, policy, office.now, draw),
        },
        policy,
        draw,
        name,
    )
