"""A contact in the mart: how far it has come, and what it led to.

The outcome of a contact is the next actions that were taken from it [V]. The steps of a restricted person are closed
as the person is [V].
"""

from frontdoor.connectors.asking import Answer, Call
from frontdoor.connectors.episodes import Episode
from frontdoor.connectors.failures import ContractMismatch, RestrictedRecord
from frontdoor.domain.identifiers import Reference
from frontdoor_mosaic.mart import rows
from frontdoor_mosaic.mart.database import Mart
from frontdoor_mosaic.mart.statements import steps
from frontdoor_mosaic.site import Site
from frontdoor_mosaic.stages import stage_of


class Steps:
    """Contacts by their ids."""

    def __init__(self, mart: Mart, site: Site, source: str) -> None:
        self._mart, self._site, self._source = mart, site, source

    def read(self, step_id: int, call: Call) -> Answer[Episode] | None:
        """The contact as the mart has it, None where it has none of that id or not yet.

        One that concerns several people is told without saying which. Raises `RestrictedRecord` where any of them is
        restricted, and `ContractMismatch` where the step does not carry a reference of ours: it is somebody else's.
        """
        with self._mart.reading(call) as reading:
            row = reading.first(steps.contact_step(step_id, self._site.steps.type_ids))
            if row is None:
                return None
            written = reading.value(steps.text_answer(step_id, self._site.steps.reference_question))
            try:
                reference = Reference.parse(written or "")
            except ValueError:
                raise ContractMismatch(f"{self._source} has this step without a reference of ours") from None
            people = reading.rows(steps.subjects(row.SUBGROUP_ID))
            if any(map(rows.is_restricted, people)):
                raise RestrictedRecord(f"{self._source} closes this record to our account")
            taken = reading.rows(steps.next_actions(step_id, self._site.most_rows))
            actions = dict.fromkeys(each.ACTION for each in taken if each.ACTION)
            episode = Episode(
                id=str(row.WORKFLOW_STEP_ID),
                reference=reference,
                person_id=str(people[0].SUBJECT_COMPOUND_ID) if len(people) == 1 else "",
                status=row.STEP_STATUS or "",
                team=row.NAME or "",
                outcome="; ".join(actions),
                stage=stage_of(row.STEP_STATUS or ""),
                next_steps=tuple(dict.fromkeys(each.NEXT_STEP for each in taken if each.NEXT_STEP)),
            )
            return Answer(episode, reading.as_at)
