"""What became of a referral: the page of its episode, read from the case system while the page is made."""

from collections.abc import Mapping

from frontdoor.connectors.episodes import EpisodeStage
from frontdoor_portal.use_cases.elsewhere import title_of
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.permissions import Permission
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.read_episode import read_episode
from frontdoor_portal.use_cases.resume_session import SignedIn
from frontdoor_portal.web.auditing import writes
from frontdoor_portal.web.pages import Page, page
from frontdoor_portal.web.policy import requires
from frontdoor_portal.web.routing import get
from frontdoor_portal.web.site import AnyRequest
from frontdoor_portal.web.triage.child import about_facts, about_name
from frontdoor_portal.web.triage.opening import reference_of

STAGE: Mapping[EpisodeStage, str] = {
    EpisodeStage.WAITING: "Not started yet",
    EpisodeStage.IN_PROGRESS: "In progress",
    EpisodeStage.COMPLETED: "Completed",
    EpisodeStage.CANCELLED: "Cancelled",
    EpisodeStage.NOT_KNOWN: "Not said",
}


@get("/contacts/{reference:str}/episode", requires(Permission.TRIAGE), writes(Action.VIEWED_EPISODE))
def episode_page(request: AnyRequest, office: Office, who: SignedIn, reference: str) -> Page:
    now = read_episode(office, who.professional, reference_of(reference))
    episode = now.answer.items[0] if now.answer.items else None
    return page(
        request,
        "triage/episode.html",
        contact=now.contact,
        name=about_name(now.contact),
        facts=about_facts(now.contact, office.now()),
        answer=now.answer,
        episode=episode,
        stage=STAGE[episode.stage] if episode else "",
        system=title_of(office, now.contact.delivery.system),
    )


routes = (episode_page,)
