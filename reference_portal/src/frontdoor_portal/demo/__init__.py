"""The whole product on one machine, with made-up families: for looking, for the README, for a first proof.

It may touch every room of the portal and the SDK's made-up families; simulators run as processes of their own.
"""
