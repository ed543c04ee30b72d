"""A stand-in for Capita ONE and the schools: real files of made-up pupils in a folder, as exports and as a system.

It may touch this plugin, lxml, click and the made-up families of `frontdoor.testing`.
"""

from frontdoor_capita_one.simulator.commands import main
from frontdoor_capita_one.simulator.feed_files import feed_file, write_feed
from frontdoor_capita_one.simulator.folder import CapitaOneSimulator
from frontdoor_capita_one.simulator.transfer_files import (
    WRITTEN_AT,
    Defect,
    contacts_file,
    ctf,
    write_files,
)

__all__ = [
    "WRITTEN_AT",
    "CapitaOneSimulator",
    "Defect",
    "contacts_file",
    "ctf",
    "feed_file",
    "main",
    "write_feed",
    "write_files",
]
