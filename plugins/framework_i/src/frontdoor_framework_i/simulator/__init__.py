"""A loopback stand-in for Framework-i: SOAP on a real socket, state in SQLite, misbehaviour on request.

It may touch the contract and envelopes of this plugin, and of the SDK the made-up families and how names are compared.
"""

from frontdoor_framework_i.simulator.scenario import EVERYBODY, Answering, Opening, Scenario, Suspecting
from frontdoor_framework_i.simulator.standing_in import FrameworkISimulator
from frontdoor_framework_i.simulator.upkeep import Progress

__all__ = ["EVERYBODY", "Answering", "FrameworkISimulator", "Opening", "Progress", "Scenario", "Suspecting"]
