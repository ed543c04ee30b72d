"""The memory of this process in megabytes, as the system counts it."""

import resource
import sys
from pathlib import Path

_STATUS = Path("/proc/self/status")


def resident_mb() -> float:
    """What is in memory now; where the system does not tell that, the most there ever was."""
    return _told("VmRSS") if _STATUS.exists() else _most_ever()


def peak_mb() -> float:
    """The most there ever was."""
    # Not `getrusage` first: Linux counts in what the process was before it became this program.
    return _told("VmHWM") if _STATUS.exists() else _most_ever()


def _told(key: str) -> float:
    lines = _STATUS.read_text(encoding="ascii").splitlines()
    kilobytes = next(line.split()[1] for line in lines if line.startswith(f"{key}:"))
    return int(kilobytes) / 1024


def _most_ever() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / 1024**2 if sys.platform == "darwin" else used / 1024
