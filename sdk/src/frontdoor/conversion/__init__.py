"""Plain data (TOML, JSON) to frozen attrs values and back; every fault is told at once, and none with its value.

It may touch the domain, references to secrets and cattrs; nothing outside reaches cattrs but through it.
"""

from frontdoor.conversion.converter import DataFaults, structure, unstructure

__all__ = ["DataFaults", "structure", "unstructure"]
