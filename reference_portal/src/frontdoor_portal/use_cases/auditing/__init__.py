"""The audit beyond its writing: sealed into a chain, anchored by signed checkpoints, and read by those who watch.

It may touch the standard library, the SDK and the ports of the use cases. Keys and files are the room `evidence`.
"""
