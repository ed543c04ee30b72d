"""Whatever happens in whatever order, every surface shows every person exactly what the plain model says.

Set `FRONTDOOR_ACCESS_EXAMPLES` to a number of stories for a longer run than the default.
"""

import os

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import invariant, run_state_machine_as_test
from reference_portal.tests.access.asked import ASKED, forget_what_was_asked
from reference_portal.tests.access.asking import RECORDS, Asking, read_emails
from reference_portal.tests.access.happenings import EVERYBODY, Happenings

EXAMPLES = int(os.environ.get("FRONTDOOR_ACCESS_EXAMPLES", "7"))
TURNS = 3


class Access(Happenings):
    """An ordinary story: some children are guarded and others are not."""

    steps = 0

    @invariant()
    def every_surface_shows_everybody_what_the_model_says(self) -> None:
        self.steps += 1
        for place, who in enumerate(EVERYBODY):
            self.stage.sign_in(who)
            record = RECORDS[(self.steps + place) % len(RECORDS)]
            asking = Asking(self.stage, self.model, who, record, as_data=self.steps % len(EVERYBODY) == place)
            if self.model.people[who].disabled:
                asking.as_a_stranger()
                continue
            asking.search()
            for record in RECORDS:
                asking.view(record)
            asking.lists_of_contacts()
            asking.contact_pages()
            asking.own_log()
            _ask_in_turn(asking, (self.steps + place // len(RECORDS)) % TURNS)
        read_emails(self.stage, self.model)


def _ask_in_turn(asking: Asking, turn: int) -> None:
    """What is asked of everybody after some steps only, so that a story does not take minutes."""
    if turn == 0:
        asking.parts_of_view()
        asking.wrong_details()
        asking.who_may_see()
    elif turn == 1:
        asking.matches()
        asking.forms()
        asking.logs()
    else:
        asking.triage()
        asking.work_to_do()


class EverybodySealed(Access):
    """A story that begins with each child sealed in all their records."""

    everybody_sealed = True


class Listed(Access):
    """A story in which the portal's own list of both systems' people is searched."""

    listed = True


STORIES = {Access: 3, EverybodySealed: 2, Listed: 2}
"""How many of seven stories are of each kind."""
ONLY_WHERE_ALL_ARE_SEALED = {"full_search"}


@pytest.mark.parametrize("kind", STORIES, ids=lambda each: each.__name__)
def test_every_surface_is_asked_and_shows_what_the_model_says(kind: type[Access]) -> None:
    forget_what_was_asked()
    run_state_machine_as_test(
        kind,
        settings=settings(
            max_examples=max(1, round(EXAMPLES * STORIES[kind] / sum(STORIES.values()))),
            stateful_step_count=6,
            derandomize="FRONTDOOR_ACCESS_EXAMPLES" not in os.environ,
            suppress_health_check=list(HealthCheck),
            # A story takes seconds: it is told as it was found, and not retold a hundred times to make it shorter.
            phases=(Phase.explicit, Phase.reuse, Phase.generate),
        ),
    )
    never_asked = {name for name, times in ASKED.items() if not times}
    assert never_asked <= (set() if kind.everybody_sealed else ONLY_WHERE_ALL_ARE_SEALED), ASKED
