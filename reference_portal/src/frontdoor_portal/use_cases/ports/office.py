"""Everything that a use case is given."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from attrs import field, frozen

from frontdoor.forms import FormDefinition
from frontdoor.workflow.decide import Rules
from frontdoor_portal.use_cases.attachments.ports import FileRoom
from frontdoor_portal.use_cases.emails.policy import NoticePolicy
from frontdoor_portal.use_cases.form_versions.models import FormRules
from frontdoor_portal.use_cases.joining.models import JoiningRules
from frontdoor_portal.use_cases.kept_forms.models import FormVault
from frontdoor_portal.use_cases.people import Feeds
from frontdoor_portal.use_cases.ports.accounts import PasswordHasher
from frontdoor_portal.use_cases.ports.drafts import DraftRules
from frontdoor_portal.use_cases.ports.systems import EpisodeDesk, Gateway
from frontdoor_portal.use_cases.ports.transaction import Work
from frontdoor_portal.use_cases.provider_sign_in.models import IdentityProvider
from frontdoor_portal.use_cases.searching.known_names import NameCache
from frontdoor_portal.use_cases.second_factor.models import SecondFactors


@frozen
class Office:
    """What every use case works with. `now` answers in UTC; `teams` may take a referral, the first by default."""

    work: Work
    gateway: Gateway
    episodes: EpisodeDesk
    feeds: Feeds = field(kw_only=True)
    now: Callable[[], datetime]
    rules: Rules
    forms: Mapping[str, FormDefinition] = field(factory=dict)
    """Forms in force, by id: live, so that a use case reads what is published at its time."""
    form_versions: Mapping[tuple[str, str], FormDefinition] = field(factory=dict)
    """Every known version, by id and version: an old contact renders as it was asked."""
    form_rules: FormRules = field(factory=FormRules, kw_only=True)
    """How forms are changed here."""
    teams: tuple[str, ...] = ()
    passwords: PasswordHasher = field(kw_only=True)
    names: NameCache = field(factory=NameCache, kw_only=True)
    second_factors: SecondFactors = field(kw_only=True)
    form_vault: FormVault = field(kw_only=True)
    drafts: DraftRules = field(factory=DraftRules, kw_only=True)
    copy_old_after: timedelta = field(default=timedelta(hours=36), kw_only=True)
    """The age at which the portal's list of a source says neither that there is more nor that there is none."""
    test_numbers: bool = False
    """Whether NHS numbers of the range kept for tests are taken, as in a demonstration; real children have none."""
    notices: NoticePolicy = field(factory=NoticePolicy, kw_only=True)
    joining: JoiningRules = field(factory=JoiningRules, kw_only=True)
    """How many may wait, and how long nobody need confirm that somebody is still here."""
    leads_read_answers: bool = field(default=True, kw_only=True)
    """Whether the lead of an agency reads the answers to its requests for information, beside whoever asked."""
    provider: IdentityProvider | None = None
    """Where people sign in with an account of the council's own, if anywhere."""
    files: FileRoom | None = None
    """Where files that go with a concern are kept, judged and scanned; None where this deployment takes none."""
