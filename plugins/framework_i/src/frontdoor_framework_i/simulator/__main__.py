"""`python -m frontdoor_framework_i.simulator`: the stand-in as a process of its own, until it is told to end."""

import argparse
import json
import os
import sys
from pathlib import Path

from frontdoor.conversion import DataFaults, structure
from frontdoor.testing.ending import told_to_stop
from frontdoor_framework_i.simulator.scenario import Scenario
from frontdoor_framework_i.simulator.standing_in import DEMO_PASSWORD, DEMO_USER, FrameworkISimulator


def main(arguments: list[str] | None = None) -> int:
    """Print the SOAP address on one line once calls are answered, then serve; 0 after a signal to end."""
    parser = argparse.ArgumentParser(prog="frontdoor_framework_i.simulator", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--database", type=Path, help="a file to keep; memory unless given")
    parser.add_argument("--user", default=DEMO_USER)
    # A password on the command line would stand in every list of processes.
    password = parser.add_mutually_exclusive_group()
    password.add_argument("--password-file", type=Path, help="a file holding the password")
    password.add_argument("--password-variable", help="an environment variable holding the password")
    parser.add_argument("--scenario", type=_scenario, default=Scenario(), help="JSON, as POST /scenario takes it")
    chosen = parser.parse_args(arguments)
    simulator = FrameworkISimulator(
        port=chosen.port,
        database=chosen.database,
        user=chosen.user,
        password=_password(parser, chosen.password_file, chosen.password_variable),
        scenario=chosen.scenario,
    )
    with simulator, told_to_stop() as is_told:
        sys.stdout.write(f"{simulator.url}\n")
        sys.stdout.flush()
        while not is_told(1.0):
            pass
    return 0


def _password(parser: argparse.ArgumentParser, file: Path | None, variable: str | None) -> str:
    if file is not None:
        try:
            return file.read_text(encoding="utf-8").removesuffix("\n")
        except OSError as problem:
            parser.error(f"{file} cannot be read: {problem.strerror}")
    if variable is not None:
        value = os.environ.get(variable)
        return parser.error(f"{variable} is not set") if value is None else value
    return DEMO_PASSWORD


def _scenario(text: str) -> Scenario:
    try:
        return structure(json.loads(text), Scenario)
    except DataFaults as problem:
        raise argparse.ArgumentTypeError(str(problem)) from None
    except ValueError:
        raise argparse.ArgumentTypeError("not JSON") from None


if __name__ == "__main__":
    raise SystemExit(main())
