"""Statements about workflow steps: a contact, whom it concerns, what was answered in it and what it led to."""

# ruff: noqa: SIM300 - a column is named in capitals, is no constant, and stands on the left

from collections.abc import Sequence

from sqlalchemy import or_, select

from frontdoor_mosaic.mart import tables as t
from frontdoor_mosaic.mart.statements.conditions import PERSON, Statement, flag
from frontdoor_mosaic.stages import TAKEN


def contact_step(step: int, type_ids: Sequence[int]) -> Statement:
    """One step, where it is a contact."""
    c, team = t.STEPS.c, t.ORGANISATIONS.c
    is_contact = c.WORKFLOW_STEP_TYPE_ID.in_(type_ids) if type_ids else flag(c.IS_CHILD_CONTACT)
    return (
        select(c.WORKFLOW_STEP_ID, c.SUBGROUP_ID, c.STEP_STATUS, team.NAME)
        .select_from(t.STEPS.outerjoin(t.ORGANISATIONS, team.ORGANISATION_ID == c.RESPONSIBLE_TEAM_ID))
        .where(c.WORKFLOW_STEP_ID == step, is_contact)
    )


def subjects(subgroup: int) -> Statement:
    """The people whom a step concerns, and whether the record of each is closed."""
    c, person = t.SUBJECTS.c, t.PERSONS.c
    return (
        select(c.SUBJECT_COMPOUND_ID, person.RESTRICTED)
        .select_from(t.SUBJECTS.outerjoin(t.PERSONS, person.PERSON_ID == c.SUBJECT_COMPOUND_ID))
        .where(c.SUBGROUP_ID == subgroup, c.SUBJECT_TYPE_CODE == PERSON)
        .order_by(c.SUBJECT_COMPOUND_ID)
    )


def text_answer(step: int, code: str) -> Statement:
    """The answer to the question of that code in a step's forms."""
    c, asked = t.ANSWERS.c, t.QUESTIONS.c
    return (
        select(c.TEXT_ANSWER)
        .select_from(t.ANSWERS.join(t.QUESTIONS, asked.MAPPING_ID == c.MAPPING_ID))
        .where(c.WORKFLOW_STEP_ID == step, asked.QUESTION_USER_CODE == code, c.TEXT_ANSWER.is_not(None))
        .order_by(c.FORM_ID, c.FORM_ANSWER_ROW_ID)
        .limit(1)
    )


def next_actions(step: int, most: int) -> Statement:
    """What was decided at the end of a step: each next action, and the step that it led to."""
    link, action, target, kind = t.LINKS.c, t.NEXT_ACTION_TYPES.c, t.STEPS.c, t.STEP_TYPES.c
    joined = (
        t.LINKS.outerjoin(t.NEXT_ACTION_TYPES, action.WORKFLOW_NEXT_ACTION_TYPE_ID == link.WORKFLOW_NEXT_ACTION_TYPE_ID)
        .outerjoin(t.STEPS, target.WORKFLOW_STEP_ID == link.TARGET_STEP_ID)
        .outerjoin(t.STEP_TYPES, kind.WORKFLOW_STEP_TYPE_ID == target.WORKFLOW_STEP_TYPE_ID)
    )
    return (
        select(action.DESCRIPTION.label("ACTION"), kind.DESCRIPTION.label("NEXT_STEP"))
        .select_from(joined)
        .where(link.SOURCE_STEP_ID == step, or_(target.WORKFLOW_STEP_ID.is_(None), target.STEP_STATUS.in_(TAKEN)))
        .order_by(link.TARGET_STEP_ID, action.DESCRIPTION)
        .limit(most)
    )
