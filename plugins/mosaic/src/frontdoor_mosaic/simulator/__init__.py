"""A stand-in for Mosaic on this machine: REST with OAuth2, a data mart that lags behind, misbehaviour on request.

It may touch the contract, tables and site of this plugin, and of the SDK the made-up families and how names compare.
"""

from frontdoor_mosaic.simulator.simulator import Simulator

__all__ = ["Simulator"]
