"""What a plugin author and the product's own tests share: made-up families and helpers for connectors.

It may touch every room of the SDK; nothing outside tests, simulators and demonstrations may touch it.
"""
