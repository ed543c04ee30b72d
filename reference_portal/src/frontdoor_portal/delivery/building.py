"""Workers put together from an office, a mailer and a letterhead."""

import random
from collections.abc import Callable, Mapping, Sequence

from frontdoor_portal.delivery.crew import Companion, Crew, Listens
from frontdoor_portal.delivery.episodes import EpisodeDelivery
from frontdoor_portal.delivery.filing import FilingDelivery
from frontdoor_portal.delivery.letters import Letterhead
from frontdoor_portal.delivery.mail import Mailer
from frontdoor_portal.delivery.notices import NoticeDelivery
from frontdoor_portal.delivery.policy import WorkerPolicy
from frontdoor_portal.delivery.worker import Delivery, Worker
from frontdoor_portal.use_cases.models import Topic
from frontdoor_portal.use_cases.ports import Office

_WORK_OF_ITS_OWN = ((Topic.OPEN_EPISODE,), (Topic.ADD_CASE_NOTE, Topic.ATTACH_DOCUMENT), (Topic.NOTICE,))
"""Topics that share threads. Episodes come first: a crew gives its first worker a head start."""


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
    return Worker(office.work, _deliveries(office, mailer, letterhead, policy, draw), policy, draw, name)


def build_crew(
    office: Office,
    listens: Listens,
    mailer: Mailer,
    letterhead: Letterhead,
    policy: WorkerPolicy | None = None,
    companions: Sequence[Companion] = (),
) -> Crew:
    """A worker for each kind of work, and an ear for what is queued; `companions` run beside them."""
    policy = policy or WorkerPolicy()
    deliveries = _deliveries(office, mailer, letterhead, policy, random.random)
    workers = [
        Worker(office.work, {topic: deliveries[topic] for topic in topics}, policy) for topics in _WORK_OF_ITS_OWN
    ]
    return Crew(workers, listens, policy.trouble_pause, companions)


def _deliveries(
    office: Office, mailer: Mailer, letterhead: Letterhead, policy: WorkerPolicy, draw: Callable[[], float]
) -> Mapping[Topic, Delivery]:
    filing = FilingDelivery(office, policy, draw)
    return {
        Topic.OPEN_EPISODE: EpisodeDelivery(office, policy, draw),
        Topic.ADD_CASE_NOTE: filing,
        Topic.ATTACH_DOCUMENT: filing,
        Topic.NOTICE: NoticeDelivery(office, mailer, letterhead, policy, draw),
    }
