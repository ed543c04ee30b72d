"""How many children, and how often each system writes down something else than the truth."""

from datetime import date
from typing import Any

from attrs import Attribute, field, fields, frozen
from attrs.validators import ge, gt


def _is_share(_: Any, attribute: "Attribute[float]", value: float) -> None:
    if not 0 <= value <= 1:
        raise ValueError(f"{attribute.name} must be between 0 and 1")


def rate(default: float) -> float:
    """A field that is a share from 0 to 1."""
    return field(default=default, validator=_is_share)


@frozen(kw_only=True)
class Noise:
    """How one system departs from the truth. Each rate is per record to which it can apply, drawn by itself.

    The defaults record everything as it is.
    """

    nickname: float = rate(0)
    """A short form stands for a given name that has one."""
    respelt: float = rate(0)
    """Another spelling of a given or family name that has one: Catherine, Katherine. Each name by itself."""
    transliterated: float = rate(0)
    """The same for names that come from another script: Mohammed, Muhammad. Instead of `respelt`."""
    given_name_typo: float = rate(0)
    family_name_typo: float = rate(0)
    middle_names_dropped: float = rate(0)
    middle_name_initial: float = rate(0)
    middle_name_first: float = rate(0)
    """The child goes by the middle name, and the first is not written down."""
    other_given_name: float = rate(0)
    """The same for families who give a name in each of two languages."""
    prefix_dropped: float = rate(0)
    """A religious first name, such as Mohammed, is left out before the one that is used."""
    patronymic_taken: float = rate(0)
    """The father's name stands where the grandfather's should, for families without family names."""
    half_of_double: float = rate(0)
    """One half of a double-barrelled or twofold family name."""
    double_respaced: float = rate(0)
    """A hyphen became a space, or none."""
    names_swapped: float = rate(0)
    family_first_swapped: float = rate(0)
    """The same for families who say the family name first."""
    accents_dropped: float = rate(0)
    """Of records with accents."""
    punctuation_dropped: float = rate(0)
    """O'Brien as OBrien, McDonald as Mc Donald."""
    capitals: float = rate(0)
    remark_in_name: float = rate(0)
    """A clerk's remark in a name field, such as DO NOT USE."""
    family_name_changed: float = rate(0)
    """Drawn once a household: its children have another family name in this system."""
    family_name_of_one_changed: float = rate(0)
    """Drawn for each child: only this one has another family name."""
    other_name_kept: float = rate(0)
    """Of the records with a nickname or a changed family name: the true name stands among the other names."""
    birth_date_wrong: float = rate(0)
    birth_date_missing: float = rate(0)
    birth_date_placeholder: float = rate(0)
    sex_wrong: float = rate(0)
    sex_missing: float = rate(0)
    moved: float = rate(0)
    """Drawn once a household: the address is another one, often one where another family lives."""
    former_postcode_kept: float = rate(0)
    """Of the records of a household that moved."""
    postcode_missing: float = rate(0)
    postcode_typo: float = rate(0)
    postcode_placeholder: float = rate(0)
    address_missing: float = rate(0)
    address_shortened: float = rate(0)
    upn_known: float = rate(1)
    upn_former: float = rate(0)
    """Of the known ones, for pupils who got a new number: the former number."""
    upn_of_sibling: float = rate(0)
    """Of the known ones: the number of a brother or sister."""
    nhs_number_known: float = rate(1)


EDUCATION_NOISE = Noise(
    nickname=0.01,
    respelt=0.004,
    transliterated=0.01,
    given_name_typo=0.006,
    family_name_typo=0.006,
    middle_names_dropped=0.12,
    half_of_double=0.03,
    double_respaced=0.08,
    names_swapped=0.001,
    family_first_swapped=0.005,
    accents_dropped=0.5,
    punctuation_dropped=0.06,
    capitals=0.04,
    remark_in_name=0.0005,
    other_name_kept=0.5,
    birth_date_wrong=0.003,
    sex_missing=0.001,
    postcode_missing=0.005,
    postcode_typo=0.003,
    address_missing=0.005,
    address_shortened=0.05,
    upn_known=0.995,
    nhs_number_known=0,
)
"""Schools see birth certificates on admission, and the census sends errors back."""

SOCIAL_CARE_NOISE = Noise(
    nickname=0.12,
    respelt=0.06,
    transliterated=0.13,
    given_name_typo=0.05,
    family_name_typo=0.05,
    middle_names_dropped=0.55,
    middle_name_initial=0.06,
    middle_name_first=0.015,
    other_given_name=0.1,
    prefix_dropped=0.3,
    patronymic_taken=0.08,
    half_of_double=0.3,
    double_respaced=0.2,
    names_swapped=0.01,
    family_first_swapped=0.05,
    accents_dropped=0.8,
    punctuation_dropped=0.25,
    capitals=0.12,
    remark_in_name=0.008,
    family_name_changed=0.025,
    family_name_of_one_changed=0.015,
    other_name_kept=0.35,
    birth_date_wrong=0.05,
    birth_date_missing=0.025,
    birth_date_placeholder=0.005,
    sex_wrong=0.006,
    sex_missing=0.03,
    moved=0.23,
    former_postcode_kept=0.35,
    postcode_missing=0.08,
    postcode_typo=0.02,
    postcode_placeholder=0.01,
    address_missing=0.06,
    address_shortened=0.2,
    upn_known=0.15,
    upn_former=0.5,
    upn_of_sibling=0.004,
    nhs_number_known=0.7,
)
"""Often written down by telephone, from somebody who does not know the child well."""


@frozen(kw_only=True)
class PopulationSettings:
    """How a population is made; the same settings make the same population each time.

    `social_care` records are made, of which `shared` are of pupils. The others are children below or above school age,
    most of them brothers and sisters of pupils, and children of other schools. `on` is the day of the two extracts.
    """

    seed: int = 1
    education: int = field(default=280_000, validator=gt(0))
    social_care: int = field(default=40_000, validator=ge(0))
    shared: float = rate(0.88)
    on: date = date(2026, 9, 1)
    twin_births: float = rate(0.016)
    twins_named_alike: float = rate(0.35)
    names_of_another_origin: float = rate(0.04)
    """Children whose given name comes from elsewhere than their family name."""
    siblings_of_another_name: float = rate(0.07)
    """Brothers and sisters whose family name differs in truth, such as a half-brother's."""
    new_upns: float = rate(0.03)
    """Pupils who have had another number before."""
    other_schools: float = rate(0.06)
    """Children of school age whom the education system does not hold: other areas, private or taught at home."""
    education_noise: Noise = EDUCATION_NOISE
    social_care_noise: Noise = SOCIAL_CARE_NOISE

    def __attrs_post_init__(self) -> None:
        if self.of_pupils > self.education:
            raise ValueError("There must be at least as many pupils as social-care records that are of pupils")

    @property
    def of_pupils(self) -> int:
        """How many social-care records are of a pupil."""
        return round(self.social_care * self.shared)


RATES = tuple(attribute.name for attribute in fields(Noise))
"""The name of every rate, for what documents or prints them."""
