"""What a person may see of a child: every kind of relationship, every level, every role."""

import pytest
from sdk.tests.access.scene import MINUTE, NOW, glass, relationship, viewer

from frontdoor.access import Answer, Basis, RelationshipKind, Ruling, Sensitivity, judge
from frontdoor.domain.agency import Role

NORMAL, SENSITIVE, SEALED = Sensitivity
Kind = RelationshipKind
GIVEN = {Kind.NAMED_PROFESSIONAL, Kind.TEAM_HOLDS_CASE, Kind.STRATEGY_MEETING}
OPENS = {NORMAL: set(Kind), SENSITIVE: {*GIVEN, Kind.SCREENING_OFFICER}, SEALED: GIVEN}
STRANGER = {
    NORMAL: Ruling(Answer.LITTLE, Basis.NO_RELATIONSHIP),
    SENSITIVE: Ruling(Answer.LITTLE, Basis.RESTRICTED),
    SEALED: Ruling(Answer.NOTHING, Basis.SEALED),
}


@pytest.mark.parametrize("level", Sensitivity)
@pytest.mark.parametrize("kind", Kind)
def test_each_relationship_opens_the_levels_it_is_meant_for(kind: Kind, level: Sensitivity) -> None:
    ruling = judge(viewer(), level, [relationship(kind)], [], NOW)

    opened = Ruling(Answer.FULL, Basis(kind.value))
    assert ruling == (opened if kind in OPENS[level] else STRANGER[level])


ROLES = {
    Role.SCREENING_OFFICER: (Answer.FULL, Answer.LITTLE, Answer.NOTHING),
    Role.TEAM_MANAGER: (Answer.FULL, Answer.LITTLE, Answer.NOTHING),
    Role.DUTY_MANAGER: (Answer.FULL, Answer.LITTLE, Answer.LITTLE),
    Role.PROFESSIONAL: (Answer.LITTLE, Answer.LITTLE, Answer.NOTHING),
    Role.AGENCY_LEAD: (Answer.LITTLE, Answer.LITTLE, Answer.NOTHING),
    Role.MASH_PARTNER: (Answer.LITTLE, Answer.LITTLE, Answer.NOTHING),
    Role.SOCIAL_WORKER: (Answer.LITTLE, Answer.LITTLE, Answer.NOTHING),
    Role.SENIOR_MANAGER: (Answer.NOTHING,) * 3,
    Role.PRIVACY_OFFICER: (Answer.NOTHING,) * 3,
    Role.ADMINISTRATOR: (Answer.NOTHING,) * 3,
}


@pytest.mark.parametrize("role", Role)
def test_each_role_sees_no_more_by_itself_than_its_work_needs(role: Role) -> None:
    assert tuple(judge(viewer(role), level, [], [], NOW).answer for level in Sensitivity) == ROLES[role]


@pytest.mark.parametrize("level", Sensitivity)
@pytest.mark.parametrize("role", [Role.PROFESSIONAL, Role.TEAM_MANAGER, Role.DUTY_MANAGER])
def test_a_broken_glass_opens_a_sealed_record_for_a_duty_manager_alone(role: Role, level: Sensitivity) -> None:
    ruling = judge(viewer(role), level, [], [glass()], NOW)

    opens = level is not SEALED or role is Role.DUTY_MANAGER
    assert ruling == (Ruling(Answer.FULL, Basis.BREAK_GLASS) if opens else STRANGER[level])


@pytest.mark.parametrize(("minutes", "opens"), [(-1, False), (0, True), (59, True), (60, False), (61, False)])
def test_a_broken_glass_lasts_sixty_minutes_to_the_moment(minutes: int, opens: bool) -> None:
    assert judge(viewer(), SENSITIVE, [], [glass()], NOW + minutes * MINUTE).is_full == opens


def test_a_glass_that_was_closed_is_closed() -> None:
    closed = glass().ended(NOW + 5 * MINUTE)

    assert [judge(viewer(), NORMAL, [], [closed], NOW + at * MINUTE).is_full for at in (4, 5)] == [True, False]


@pytest.mark.parametrize(("minutes", "opens"), [(-61, False), (-60, True), (59, True), (60, False)])
def test_a_relationship_is_in_force_from_its_first_moment_to_its_last(minutes: int, opens: bool) -> None:
    held = relationship(Kind.NAMED_PROFESSIONAL)

    assert judge(viewer(), SEALED, [held], [], NOW + minutes * MINUTE).is_full == opens


SOMEBODY_ELSES = [
    relationship(Kind.NAMED_PROFESSIONAL, professional_id="femi"),
    relationship(Kind.NAMED_PROFESSIONAL, agency_id="surgery"),
    relationship(Kind.TEAM_HOLDS_CASE, professional_id="", agency_id="surgery"),
    relationship(Kind.NAMED_PROFESSIONAL, ended_at=NOW, ended_by="manager"),
]


@pytest.mark.parametrize("held", SOMEBODY_ELSES)
def test_what_another_has_or_is_over_or_was_had_elsewhere_opens_nothing(held: object) -> None:
    assert judge(viewer(), NORMAL, [held], [], NOW) == STRANGER[NORMAL]  # type: ignore[list-item]


def test_everybody_of_an_agency_that_holds_the_case_sees_the_child() -> None:
    held = relationship(Kind.TEAM_HOLDS_CASE, professional_id="")

    assert judge(viewer(), SEALED, [held], [], NOW) == Ruling(Answer.FULL, Basis.TEAM_HOLDS_CASE)


@pytest.mark.parametrize("broken", [glass(professional_id="femi"), glass(agency_id="surgery")])
def test_a_glass_that_another_broke_or_was_broken_elsewhere_opens_nothing(broken: object) -> None:
    assert judge(viewer(), NORMAL, [], [broken], NOW) == STRANGER[NORMAL]  # type: ignore[list-item]


def test_a_closed_account_sees_nothing_whatever_it_had() -> None:
    held = relationship(Kind.NAMED_PROFESSIONAL)

    assert judge(viewer(disabled=True), NORMAL, [held], [glass()], NOW) == Ruling(Answer.NOTHING, Basis.NOT_A_VIEWER)


def test_what_somebody_else_gave_is_named_before_what_was_claimed() -> None:
    held = [relationship(Kind.SELF_CLAIMED), relationship(Kind.NAMED_PROFESSIONAL)]

    assert judge(viewer(), NORMAL, held, [glass()], NOW).basis is Basis.NAMED_PROFESSIONAL
