"""A loopback stand-in for Framework-i: SOAP on a real socket, state in SQLite, misbehaviour on request.

It may touch the contract and envelopes of this plugin, and of the SDK the made-up families and how names are compared.
"""

from frontdoor_framework_i.simulator.scenario import Answering, Scenario
from frontdoor_framework_i.simulator.server import Simulator

__all__ = ["Answering", "Scenario", "Simulator"]
