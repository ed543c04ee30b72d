"""Hostile and merely unusual input, one named case per number of a list, for tests of connectors, forms and screens.

Much of it is real life: odd names, old dates, numbers of other countries. The general rule is never to crash, never to
change what was given silently, and to accept what may be true.
"""

import unicodedata
from datetime import date

from attrs import frozen

from frontdoor.domain.people import PersonName


@frozen
class HostileName:
    """A name somebody has, or types. `number` is its place in the list."""

    number: int
    called: str
    name: PersonName


@frozen
class HostileDate:
    """A date of birth that is a date; what somebody types and is none never becomes one, see `TYPED_DATES`."""

    number: int
    called: str
    on: date


@frozen
class HostileText:
    """A text: an answer, a narrative, an identifier as it is typed, an id, a file's name."""

    number: int
    called: str
    text: str


@frozen
class HostileFile:
    """A file: its name, and what is in it."""

    number: int
    called: str
    file_name: str
    content: bytes


NAMES = (
    HostileName(1, "apostrophe, hyphen and accents", PersonName("Saoirse", "O'Brien-Ní Dhómhnaill")),
    HostileName(2, "one name only", PersonName("Zaynab", "")),
    HostileName(3, "150 characters", PersonName("Wolfeschlegel" * 6, "Hausenbergerdorff" * 4 + "Zyxw")),
    HostileName(4, "one letter", PersonName("Ji-soo", "O")),
    HostileName(5, "emoji", PersonName("Lily🌸", "Vexley")),
    HostileName(6, "right to left", PersonName("يوسف", "الأحمد")),
    HostileName(7, "decomposed letters", PersonName("Sio\u0302n", "Lly\u0302r-Wy\u0302n")),
    HostileName(8, "zero width and direction marks", PersonName("Mi\u200bla\u202e", "Quen\u200dnevais")),
    HostileName(9, "spaces around and no-break space within", PersonName("  Ada ", "van\u00a0der  Zyl ")),
    HostileName(10, "not a name", PersonName("Unknown", "N/A")),
    HostileName(11, "unborn", PersonName("Unborn Baby", "Quennevais")),
    HostileName(12, "words of programs", PersonName("None", "Null")),
    HostileName(13, "mark-up and statements", PersonName("<script>{{7*7}}", "'; DROP TABLE people;-- %s =1+1")),
    HostileName(14, "control characters", PersonName("Bo\x00b", "Ta\x1bbles\x07")),
    HostileName(15, "lone surrogate", PersonName("Bro\ud800ken", "Zyx")),
    HostileName(16, "one of twins", PersonName("Jayden", "Carter")),
    HostileName(17, "the other of twins", PersonName("Kayden", "Carter")),
    HostileName(18, "an adult as a child", PersonName("Rachel", "Ashdown")),
)

DATES = (
    HostileDate(22, "in the future", date(2027, 8, 31)),
    HostileDate(23, "before 1900", date(1899, 12, 31)),
    HostileDate(24, "leap day", date(2016, 2, 29)),
    HostileDate(29, "the first day there is", date(1, 1, 1)),
    HostileDate(30, "the day of a change of clocks", date(2026, 10, 25)),
)

TYPED_DATES = (
    HostileText(19, "no such day", "31/02/2015"),
    HostileText(20, "month and day the other way round", "2/13/2015"),
    HostileText(21, "two-digit year", "3/4/15"),
    HostileText(25, "approximate", "about 5"),
    HostileText(26, "month in words", "4 mawrth 2015"),
    HostileText(27, "full-width digits", "４/３/２０１５"),
    HostileText(28, "after now", "1/1/2999"),
    HostileText(31, "a time stamp", "2015-03-04T00:00:00Z"),
    HostileText(32, "spaces and full stops", " 4 . 3 . 2015 "),
)

IDENTIFIERS = (
    HostileText(33, "NHS number with spaces and dashes", "999-001 0374"),
    HostileText(34, "NHS number of the test range", "9990010374"),
    HostileText(35, "temporary UPN", "P88599022663C"),
    HostileText(36, "CHI number of Scotland", "0101014329"),
    HostileText(37, "the same NHS number twice", "9990010374 9990010374"),
    HostileText(38, "postcode with O for 0, lower case", "wr8o 1ab"),
    HostileText(39, "postcode elsewhere", "ZE1 0AA"),
    HostileText(40, "UPRN", "100120000000"),
    HostileText(41, "telephone from abroad with an extension", "+44 (0)1632 960001 ext. 4"),
    HostileText(42, "longest email address", f"{'a' * 64}@{'b' * 63}.{'c' * 63}.{'d' * 53}.example"),
)

NARRATIVES = (
    HostileText(43, "spaces only", "  \n\t "),
    HostileText(44, "20 kB of a paste with smart quotes and bullets", "“Don’t” – she said…\n• one\n• two\n" * 500),
    HostileText(45, "ends in a letter of four bytes", "The family speaks 𠮷"),
    HostileText(46, "mark-up", "<b>Bold</b> {\\rtf1 text} &amp; &nbsp; <!-- -->"),
    HostileText(47, "one word of 10 kB", "Llanfairpwllgwyngyll" * 500),
    HostileText(48, "line ends and terminal codes", "one\r\ntwo\rthree\n\ttabbed \x1b[31mred\x1b[0m"),
    HostileText(49, "numbers of third parties", "Her brother is 999 001 0749, write to him at oliver@family.example"),
    HostileText(50, "a child's own words", 'He said "f*** off, I\'ll 100% do it" — then %s {0} ${HOME} $(id)'),
)

IDS = (
    HostileText(13, "statement", "7000101' OR '1'='1"),
    HostileText(13, "wildcard", "%"),
    HostileText(13, "mark-up", "<personId>7000101</personId>"),
    HostileText(13, "path", "../../../../etc/passwd"),
    HostileText(13, "address", "7000101/../7000102?x=1#y"),
    HostileText(14, "NUL and line ends", "7000101\x00\r\nX-Injected: yes"),
    HostileText(4, "empty", ""),
    HostileText(8, "zero width", "7000101\u200b"),
    HostileText(3, "10,000 digits", "7" * 10_000),
)

FILES = (
    HostileFile(61, "empty", "empty.pdf", b""),
    HostileFile(62, "5 MB", "large.pdf", b"%PDF-1.4\n" + b"\xff\x00\r\n" * 1_310_720),
    HostileFile(63, "double extension", "photo.pdf.exe", b"%PDF-1.4\n"),
    HostileFile(69, "every byte there is", "bytes.pdf", b"%PDF-1.4\n" + bytes(range(256))),
    HostileFile(71, "path", "../../etc/passwd", b"%PDF-1.4\n"),
    HostileFile(71, "emoji, quotes and line ends", '🌸 "a"; filename=b.exe\r\n.pdf', b"%PDF-1.4\n"),
    HostileFile(71, "255 bytes and more", "n" * 300 + ".pdf", b"%PDF-1.4\n"),
    HostileFile(71, "a device of Windows", "CON.pdf", b"%PDF-1.4\n"),
)


def as_read(text: str) -> str:
    """A text as two people would call it the same: composed letters, no invisible signs, single spaces."""
    composed = unicodedata.normalize("NFC", text)
    visible = "".join(sign for sign in composed if sign.isspace() or unicodedata.category(sign) not in _INVISIBLE)
    return " ".join(visible.split())


_INVISIBLE = {"Cc", "Cf", "Cs"}
"""Unicode's categories of control characters, format characters and surrogates."""
