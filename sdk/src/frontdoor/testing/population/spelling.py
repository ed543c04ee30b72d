"""What happens to a name, a date or a postcode on the way through a keyboard."""

import unicodedata
from datetime import date, timedelta
from random import Random

from frontdoor.domain.identifiers import Postcode
from frontdoor.testing.population.places import places

PLACEHOLDER_DATES = (date(1900, 1, 1), date(1970, 1, 1))
PLACEHOLDER_POSTCODE = Postcode("ZZ99 3VZ")
"""The code that the health service keeps for no fixed abode."""
_REMARKS = ("DO NOT USE", "DUPLICATE", "(ADOPTED)", "TWIN 1", "TWIN 2", "NOT KNOWN AS", "(SEE ALSO)", "BABY OF")
_NEIGHBOURS = {
    "a": "sq", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "f": "dg", "g": "fh", "h": "gj", "i": "uo", "j": "hk",
    "k": "jl", "l": "k", "m": "n", "n": "bm", "o": "ip", "p": "o", "q": "w", "r": "et", "s": "ad", "t": "ry",
    "u": "yi", "v": "cb", "w": "qe", "x": "zc", "y": "tu", "z": "x",
}  # fmt: skip
"""Keys beside each other on a keyboard."""
_UNMARKED = str.maketrans({"Ł": "L", "ł": "l", "Ø": "O", "ø": "o", "ß": "ss", "Đ": "D", "đ": "d"})


def mistyped(name: str, rng: Random) -> str:
    """One slip: a letter left out, doubled, swapped with the next, or the key beside it. Names under 3 letters stay."""
    places_of_letters = [index for index, letter in enumerate(name) if letter.isalpha()]
    if len(places_of_letters) < 3:
        return name
    at = rng.choice(places_of_letters[1:] if rng.random() < 0.85 else places_of_letters)  # the first is looked at
    slip = rng.choices(("left out", "doubled", "swapped", "beside"), (25, 15, 25, 35))[0]
    if slip == "swapped" and at + 1 < len(name) and name[at + 1].isalpha() and name[at + 1].lower() != name[at].lower():
        pair = name[at + 1] + name[at]
        return name[:at] + (pair.capitalize() if name[at].isupper() else pair) + name[at + 2 :]
    if slip == "left out" and len(name) > 3:
        return name[:at] + name[at + 1 :]
    if slip == "doubled":
        return name[: at + 1] + name[at].lower() + name[at + 1 :]
    beside = rng.choice(_NEIGHBOURS.get(name[at].lower(), "e"))
    return name[:at] + (beside.upper() if name[at].isupper() else beside) + name[at + 1 :]


def without_accents(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.translate(_UNMARKED))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def repunctuated(name: str, rng: Random) -> str:
    """O'Brien without its apostrophe, with a space or a small letter; McDonald as Mc Donald or Mcdonald."""
    if "'" in name:
        return rng.choice((name.replace("'", ""), name.replace("'", " "), name.replace("'", "").capitalize()))
    for particle in ("Mac", "Mc"):
        rest = name.removeprefix(particle)
        if rest != name and rest[:1].isupper():
            return rng.choice((f"{particle} {rest}", name.capitalize()))
    return name


def half(name: str, rng: Random) -> str:
    """One of the names in a double one; the last stands for itself more often."""
    parts = name.replace("-", " ").split()
    return parts[-1] if rng.random() < 0.65 else parts[0]


def respaced(name: str, rng: Random) -> str:
    """Another way to write a double name: a space for the hyphen, or the other way about, or nothing between."""
    if "-" in name:
        return name.replace("-", " " if rng.random() < 0.8 else "")
    return name.replace(" ", "-" if rng.random() < 0.7 else "")


def remarked(name: str, rng: Random) -> str:
    return f"{name} {rng.choice(_REMARKS)}"


def misdated(on: date, latest: date, rng: Random) -> date:
    """Another date: day and month swapped, one digit of the day, the month or the year off, or rounded down."""
    slips = ["day", "month", "year", "rounded"]
    weights = [38, 16, 18, 8]
    if on.day <= 12 and on.day != on.month:
        slips.append("swapped")
        weights.append(50)
    while True:
        wrong = _misdated(on, rng.choices(slips, weights)[0], rng)
        if wrong != on and wrong < latest:
            return wrong


def _misdated(on: date, slip: str, rng: Random) -> date:
    match slip:
        case "swapped":
            return on.replace(day=on.month, month=on.day)
        case "day":
            return on + timedelta(days=rng.choice((-10, -3, -2, -1, -1, 1, 1, 2, 3, 10, 20)))
        case "month":
            return _moved(on, on.year, min(max(on.month + rng.choice((-1, 1)), 1), 12))
        case "year":
            return _moved(on, on.year + rng.choice((-1, 1)), on.month)
        case _:
            return on.replace(day=1) if on.day > 1 else on.replace(month=1)


def _moved(on: date, year: int, month: int) -> date:
    """The same day of that month, or the 28th where the month has no such day."""
    try:
        return on.replace(year=year, month=month)
    except ValueError:
        return on.replace(year=year, month=month, day=28)


def misplaced(postcode: Postcode, rng: Random) -> Postcode:
    """The same postcode with its last letter wrong, or its digit."""
    text = postcode.value
    if rng.random() < 0.5:
        return Postcode(text[:-1] + rng.choice([each for each in "ABDEFGHJLNPQRSTUWXYZ" if each != text[-1]]))
    return Postcode(text[:-3] + rng.choice([each for each in "0123456789" if each != text[-3]]) + text[-2:])


def shortened(address: str, rng: Random) -> str:
    """House and street without the town, or with the kind of street cut short."""
    if rng.random() < 0.3:
        return address.rpartition(", ")[0]
    for kind, short in places().short.items():
        address = address.replace(f" {kind},", f" {short},")
    return address
