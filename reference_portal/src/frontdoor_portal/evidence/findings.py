"""What can be wrong with a history, in words for whoever verifies it."""

from enum import StrEnum

from attrs import frozen


class Wrong(StrEnum):
    EDITED = "edited"
    DELETED = "deleted"
    REORDERED = "reordered"
    INSERTED = "inserted"
    TAIL_CUT = "tail cut"
    RE_CHAINED = "re-chained"
    ANOTHER_DEPLOYMENT = "another deployment"
    BAD_SIGNATURE = "bad signature"
    DATED_BACK = "dated back"
    NOT_READABLE = "not readable"
    INCOMPLETE = "incomplete export"
    NO_ANCHORS = "no anchors"


@frozen
class Finding:
    """One thing that is wrong. `seq` is the number of the first bad row; None where it is not about a row."""

    wrong: Wrong
    says: str
    seq: int | None = None

    def __str__(self) -> str:
        return f"{self.wrong.upper()}: {self.says}"


@frozen
class Report:
    """What an export turned out to be. Without `findings` its history is whole as far as `anchored`.

    `sealed` and `unsealed` count its rows; `anchored` is the highest number that a signed checkpoint vouches for, and
    `checkpoints` how many of them agreed.
    """

    deployment: str
    sealed: int
    unsealed: int
    anchored: int
    checkpoints: int
    findings: tuple[Finding, ...]
