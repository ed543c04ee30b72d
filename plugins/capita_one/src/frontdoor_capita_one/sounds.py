"""Which names sound alike: Soundex, as in Capita ONE's own "Sounds Like"."""

_GROUPS = {
    letter: str(digit)
    for digit, letters in enumerate(("bfpv", "cgjkqsxz", "dt", "l", "mn", "r"), 1)
    for letter in letters
}


def soundex(name: str) -> str:
    """The first letter and three digits for the consonants after it; empty for a name in another script.

    `name` is folded. Consonants of one group in a row count once, `h` and `w` between them included.
    """
    letters = [letter for letter in name if letter.isascii() and letter.isalpha()]
    if not letters:
        return ""
    code, last = letters[0].upper(), _GROUPS.get(letters[0], "")
    for letter in letters[1:]:
        digit = _GROUPS.get(letter, "")
        if digit and digit != last:
            code += digit
        if letter not in "hw":
            last = digit
    return f"{code}000"[:4]
