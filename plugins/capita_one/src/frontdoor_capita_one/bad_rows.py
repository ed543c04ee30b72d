"""Rows of the CSV feed that are put aside: the rows as they came in one file, the reasons in another beside it."""

import csv
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Self

from frontdoor_capita_one.csv_feed import BadRow


class BadRows:
    """Written while a file is read, under names that nobody looks at; they get their own once the file counts.

    The reasons name lines and columns and never what stands in them. `heading` is set before the first row is put.
    """

    def __init__(self, rows: Path) -> None:
        self._final = (rows, rows.with_name(f"{rows.name}.reason.txt"))
        self._partial = tuple(each.with_name(f"{each.name}.part") for each in self._final)
        self._open = ExitStack()
        self.heading: tuple[str, ...] = ()
        self.count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()
        for left in self._partial:
            left.unlink(missing_ok=True)

    def put(self, bad: BadRow) -> None:
        """Put one row aside."""
        if not self.count:
            self._begin()
        self.count += 1
        self._rows.writerow(bad.row)
        self._reasons.writelines(f"{bad.lines}: {fault}\n" for fault in bad.faults)

    def keep(self) -> None:
        """Give the rows their place, if there are any. Done twice, it leaves the same."""
        self._open.close()
        if self.count:
            # The reasons first, so that no rows lie there unexplained.
            for partial, final in reversed(list(zip(self._partial, self._final, strict=True))):
                partial.replace(final)

    def _begin(self) -> None:
        rows, reasons = (
            self._open.enter_context(path.open("w", encoding="utf-8", errors="surrogateescape", newline=""))
            for path in self._partial
        )
        self._rows: Any = csv.writer(rows)
        self._rows.writerow(self.heading)
        self._reasons = reasons
