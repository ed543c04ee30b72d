"""What a word of the screens is made of."""

from attrs import frozen


@frozen
class Word:
    """`label` stands on the tag, `meaning` beside it; `expected` is what the reader does now; `colour` is the tag's."""

    label: str
    meaning: str = ""
    expected: str = ""
    colour: str = ""
