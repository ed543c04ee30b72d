"""How one system writes a child down: `Noise` applied to the truth, in the order in which it happens at a desk."""

from datetime import date
from random import Random

from attrs import frozen

from frontdoor.connectors.feed import PersonIdentity
from frontdoor.domain.identifiers import NhsNumber, Postcode, Upn
from frontdoor.domain.people import BirthDate, PersonName, Sex
from frontdoor.testing.population import spelling
from frontdoor.testing.population.households import TruePerson
from frontdoor.testing.population.names import Origin, nicknames, origins
from frontdoor.testing.population.settings import Noise

_BOTH_WRITTEN = 0.3
"""Of children who go by another forename: how often the first is written after it."""


@frozen
class Numbers:
    """The numbers that a child truly has, and the UPN of a brother or sister."""

    upns: tuple[Upn, ...] = ()
    nhs_number: NhsNumber | None = None
    siblings_upn: Upn | None = None


class Clerk:
    """Writes records in one system; everything random comes from `rng`, so that views do not depend on each other."""

    def __init__(self, noise: Noise, rng: Random, latest: date) -> None:
        self._noise, self._rng, self._latest = noise, rng, latest
        self._households: dict[int, tuple[bool, bool]] = {}

    def record(self, person: TruePerson, id: str, numbers: Numbers) -> tuple[PersonIdentity, str]:
        """The identity as recorded, and the address, which is empty where there is none."""
        moved, renamed = self._household(person)
        true_name = PersonName(person.names.forenames[0], person.names.family)
        name, as_true = self._name(person, renamed)
        others = (true_name,) if not as_true and self._happens("other_name_kept") else ()
        postcodes, address = self._place(person, moved)
        identity = PersonIdentity(
            id=id,
            name=name,
            other_names=others,
            birth_date=self._birth_date(person.birth_date),
            sex=self._sex(person.sex),
            postcodes=postcodes,
            nhs_numbers=(numbers.nhs_number,) if numbers.nhs_number and self._happens("nhs_number_known") else (),
            upns=self._upns(numbers),
        )
        return identity, address

    def _happens(self, rate: str) -> bool:
        share: float = getattr(self._noise, rate)
        return self._rng.random() < share

    def _household(self, person: TruePerson) -> tuple[bool, bool]:
        """Whether this system has a household under another address, and under another family name."""
        if person.household not in self._households:
            self._households[person.household] = self._happens("moved"), self._happens("family_name_changed")
        return self._households[person.household]

    def _name(self, person: TruePerson, renamed: bool) -> tuple[PersonName, bool]:
        """The name as written, and whether it is the true first and family name but for its spelling."""
        origin = origins()[person.origin]
        given, by_another = self._forenames(person, origin)
        family = person.names.family
        if renamed or self._happens("family_name_of_one_changed"):
            family, by_another = person.at.new_family_name, True
        elif origin.patronymic and len(given) > 1 and self._happens("patronymic_taken"):
            family, given = given[1], given[:1]
        if "-" in family or " " in family:
            if self._happens("half_of_double"):
                family = spelling.half(family, self._rng)
            elif self._happens("double_respaced"):
                family = spelling.respaced(family, self._rng)
        family = self._respelt(family, origin)
        if self._happens("family_name_typo"):
            family = spelling.mistyped(family, self._rng)
        if self._happens("punctuation_dropped"):
            family = spelling.repunctuated(family, self._rng)
        return self._written(" ".join(given), family, origin), not by_another

    def _forenames(self, person: TruePerson, origin: Origin) -> tuple[list[str], bool]:
        """The forenames in the order in which they are written, and whether the first is not the true one."""
        rng = self._rng
        first, *middle = person.names.forenames
        by_another = False
        if middle and self._goes_by_another(origin):
            first, others, by_another = middle[0], [first, *middle[1:]], True
            middle = others if rng.random() < _BOTH_WRITTEN else others[1:]
        if first in nicknames() and self._happens("nickname"):
            first, by_another = rng.choice(nicknames()[first]), True
        first = self._respelt(first, origin)
        if self._happens("given_name_typo"):
            first = spelling.mistyped(first, rng)
        if self._happens("middle_names_dropped"):
            middle = []
        elif self._happens("middle_name_initial"):
            middle = [name[0] for name in middle]
        prefix = [person.names.prefix] if person.names.prefix and not self._happens("prefix_dropped") else []
        return [*prefix, first, *middle], by_another

    def _goes_by_another(self, origin: Origin) -> bool:
        """Whether the second forename is used instead; one that is the father's, or Singh or Kaur, never is."""
        if origin.patronymic or (origin.marker and origin.marker.beside_family):
            return False
        return self._happens("other_given_name" if origin.two_given else "middle_name_first")

    def _respelt(self, name: str, origin: Origin) -> str:
        if self._happens("transliterated" if origin.transliterated else "respelt"):
            others = origin.other_spellings(name)
            return self._rng.choice(others) if others else name
        return name

    def _written(self, given: str, family: str, origin: Origin) -> PersonName:
        if not (given + family).isascii() and self._happens("accents_dropped"):
            given, family = spelling.without_accents(given), spelling.without_accents(family)
        if self._happens("family_first_swapped" if origin.family_first else "names_swapped"):
            given, family = family, given
        if self._happens("capitals"):
            given, family = given.upper(), family.upper()
        if self._happens("remark_in_name"):
            family = spelling.remarked(family, self._rng)
        return PersonName(given, family)

    def _birth_date(self, on: date) -> BirthDate | None:
        if self._happens("birth_date_missing"):
            return None
        if self._happens("birth_date_placeholder"):
            return BirthDate(self._rng.choice(spelling.PLACEHOLDER_DATES))
        if self._happens("birth_date_wrong"):
            return BirthDate(spelling.misdated(on, self._latest, self._rng))
        return BirthDate(on)

    def _sex(self, sex: Sex) -> Sex:
        if self._happens("sex_missing"):
            return Sex.UNKNOWN
        if self._happens("sex_wrong"):
            return Sex.FEMALE if sex is Sex.MALE else Sex.MALE
        return sex

    def _place(self, person: TruePerson, moved: bool) -> tuple[tuple[Postcode, ...], str]:
        """Postcodes, the current one first, and the address of the current one."""
        home = person.at.before if moved else person.at.home
        former = (person.at.home.postcode,) if moved and self._happens("former_postcode_kept") else ()
        postcode: tuple[Postcode, ...] = (home.postcode,)
        if self._happens("postcode_missing"):
            postcode = ()
        elif self._happens("postcode_placeholder"):
            postcode = (spelling.PLACEHOLDER_POSTCODE,)
        elif self._happens("postcode_typo"):
            postcode = (spelling.misplaced(home.postcode, self._rng),)
        if self._happens("address_missing"):
            return postcode + former, ""
        short = self._happens("address_shortened")
        return postcode + former, spelling.shortened(home.address, self._rng) if short else home.address

    def _upns(self, numbers: Numbers) -> tuple[Upn, ...]:
        if not numbers.upns or not self._happens("upn_known"):
            return ()
        if numbers.siblings_upn and self._happens("upn_of_sibling"):
            return (numbers.siblings_upn,)
        if len(numbers.upns) > 1 and self._happens("upn_former"):
            return numbers.upns[1:]
        return numbers.upns[:1]
