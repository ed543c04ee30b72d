"""Files that go with a concern: added to a draft, judged, checked for viruses, sent along, and fetched.

It may touch the standard library, the SDK and the ports of the use cases: how files are stored, judged and scanned is
the room `attachments`.
"""
