"""The copy as data, for a record system of the sender's own: `sent-copy-1.schema.json` says what each part means.

`sent` reads the same for ever. What is only true at this moment stands apart, in `now` and `copy`.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from frontdoor.domain.consent import Consent
from frontdoor.domain.people import Address, Adult, Child
from frontdoor_portal.use_cases.reading_submission import AnsweredItem, AnsweredQuestion
from frontdoor_portal.use_cases.sent_copy import SentCopy, SentFile, StandsNow, TakenCopy

SCHEMA_NAME = "sent-copy-1"
"""A part that is only added leaves the number as it is; a part that goes or changes its meaning raises it."""


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema that every copy keeps."""
    text = files("frontdoor_portal.copies").joinpath(f"{SCHEMA_NAME}.schema.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def structured(copy: TakenCopy) -> dict[str, Any]:
    """The copy as JSON values."""
    return {
        "schema": SCHEMA_NAME,
        "marking": "Official-Sensitive",
        "sent": _sent(copy.sent),
        "now": [_now(each) for each in copy.now],
        "copy": {
            "asked_for": str(copy.asked_for),
            "taken_at": _time(copy.taken_at),
            "taken_by": copy.taken_by.name,
        },
    }


def _sent(sent: SentCopy) -> dict[str, Any]:
    return {
        "contacts": [
            {
                "reference": str(each.reference),
                "child_number": each.child_number,
                "child": _child(each.child) if each.adult is None else None,
                "adult": _adult(each.adult) if each.adult is not None else None,
            }
            for each in sent.contacts
        ],
        "kind": sent.kind.value,
        "form": {"id": sent.form_id, "version": sent.form_version, "title": sent.form_title or None},
        "sender": {
            "name": sent.sender.name,
            "job_title": sent.sender.job_title,
            "agency": sent.sender.agency_name,
            "phone": sent.sender.phone,
            "preferred_times": sent.sender.preferred_times,
            "reply_address": sent.sender.reply_address,
            "referral_source": sent.sender.referral_source,
        },
        "received_at": _time(sent.received_at),
        "priority": sent.priority.value,
        "urgent_and_incomplete": sent.urgent_and_incomplete,
        "answers_not_sent": sent.not_sent,
        "sent_along": sent.sent_along,
        "consent": _consent(sent.consent),
        "sections": [
            {"title": section.title, "questions": [_question(each, sent.answers) for each in section.questions]}
            for section in sent.sections
        ],
        "not_answered": [{"title": each.title, "questions": list(each.questions)} for each in sent.not_answered],
        "files": [_file(each) for each in sent.files],
    }


def _question(answered: AnsweredQuestion, answers: Mapping[str, Any]) -> dict[str, Any]:
    typed = answers.get(answered.question_id)
    found = {"id": answered.question_id, "label": answered.question, "answer": typed, "in_words": answered.answer}
    if answered.items:
        found["items"] = [_item(item, typed, number) for number, item in enumerate(answered.items)]
    return found


def _item(item: AnsweredItem, typed: Any, number: int) -> dict[str, Any]:
    return {"title": item.title, "questions": [_question(each, typed[number]) for each in item.answers]}


def _child(child: Child) -> dict[str, Any]:
    birth = child.birth_date
    return {
        "given_name": child.name.given,
        "family_name": child.name.family,
        "other_names": child.other_names,
        "birth_date": {"date": birth.on.isoformat(), "kind": birth.kind.value} if birth else None,
        "birth_date_in_words": child.birth_date_text,
        "sex": child.sex.value,
        "address": _address(child.address),
        "nhs_number": str(child.nhs_number) if child.nhs_number else None,
        "upn": str(child.upn) if child.upn else None,
        "school": child.school,
    }


def _adult(adult: Adult) -> dict[str, Any]:
    return {
        "given_name": adult.name.given,
        "family_name": adult.name.family,
        "birth_date": adult.birth_date.isoformat() if adult.birth_date else None,
        "age_in_words": adult.age_text,
        "address": _address(adult.address),
        "safe_contact": adult.safe_contact,
    }


def _address(address: Address) -> dict[str, Any]:
    postcode = str(address.postcode) if address.postcode else None
    return {"lines": list(address.lines), "postcode": postcode, "note": address.note}


def _consent(consent: Consent) -> dict[str, Any]:
    agreement = consent.agreement
    return {
        "family_informed": consent.family_informed,
        "reasons_not_informed": sorted(each.value for each in consent.reasons_not_informed),
        "agreement": {
            "sought": agreement.sought,
            "given": agreement.given,
            "by_whom": agreement.by_whom,
            "on": agreement.on.isoformat() if agreement.on else None,
            "form": agreement.form.value if agreement.form else None,
        },
        "lawful_bases": list(consent.lawful_bases),
    }


def _file(file: SentFile) -> dict[str, Any]:
    return {"name": file.name, "size": file.size, "sha256": file.sha256}


def _now(now: StandsNow) -> dict[str, Any]:
    decision = None
    if now.outcome is not None and now.decided_at is not None:
        decision = {
            "outcome": now.outcome.value,
            "level_of_need": now.level_of_need,
            "message": now.message_to_sender,
            "decided_at": _time(now.decided_at),
        }
    return {"reference": str(now.reference), "status": now.status.value, "decision": decision}


def _time(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
