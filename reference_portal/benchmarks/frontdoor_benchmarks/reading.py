"""Reads one source into the index in a process of its own, and says how fast, and how much memory that took.

Arguments: PORTAL_TOML SOURCE PEOPLE FIGURES_JSON.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

from frontdoor_benchmarks.databases import disk_mb
from frontdoor_benchmarks.made_up import MADE_UP, with_made_up_people
from frontdoor_benchmarks.memory import peak_mb, resident_mb
from frontdoor_portal.cli.progress import FeedProgress
from frontdoor_portal.composition import compose
from frontdoor_portal.settings import read_settings
from frontdoor_portal.use_cases.people_status import people_status
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.refresh_people import PeopleProgress, refresh_people, sources_with_feeds
from frontdoor_portal.use_cases.searching.search_index import read_names


def main(arguments: list[str]) -> None:
    settings, source, people, told = arguments
    composed = compose(read_settings(Path(settings)))
    try:
        office = with_made_up_people(composed.office, int(people)) if source == MADE_UP else composed.office
        figures = read(office)
        if "failure" not in figures:
            figures |= made_searchable(office) | {"disk_mb": round(disk_mb(composed.engine), 1)}
        Path(told).write_text(json.dumps(figures), encoding="utf-8")
    finally:
        composed.close()


def read(office: Office) -> dict[str, Any]:
    """Read the one feed there is to its end. Memory has grown by what the last tenth of the people found beyond the
    first tenth.
    """
    systems = sources_with_feeds(office)
    if not systems:
        levels = ", ".join(str(each.level) for each in people_status(office))
        return {"failure": f"does not list its people (feed: {levels})"}
    seen: list[tuple[int, float]] = []
    began, busy = time.perf_counter(), time.process_time()
    with FeedProgress(systems[0].title) as progress:

        def report(page: PeopleProgress) -> None:
            progress(page)
            seen.append((page.feed.read, resident_mb()))

        feed = refresh_people(office, systems[0].name, report)
    seconds, busy = time.perf_counter() - began, time.process_time() - busy
    if feed.failure is not None:
        return {"failure": f"{feed.failure} after {feed.read:,} people"}
    first = max(resident for read, resident in seen if read <= feed.read / 10)
    last = max(resident for read, resident in seen if read >= feed.read * 9 / 10)
    return {
        "people": feed.read,
        "seconds": round(seconds, 2),
        "busy_seconds": round(busy, 2),
        "people_a_second": round(feed.read / seconds),
        "peak_mb": round(peak_mb(), 1),
        "grown_mb": round(last - first, 1),
    }


def made_searchable(office: Office) -> dict[str, Any]:
    """What the first search waits for: the words of all names, read into memory."""
    began = time.perf_counter()
    known = read_names(office)
    return {
        "words": len(known.vocabulary),
        "words_seconds": round(time.perf_counter() - began, 2),
        "peak_mb": round(peak_mb(), 1),
    }


if __name__ == "__main__":
    main(sys.argv[1:])
