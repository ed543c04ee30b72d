"""How files are kept, judged and scanned: bytes sealed at rest, parsers in a process of their own, a virus scanner.

It may touch the standard library, the SDK, the use cases, cryptography and the parsers of files: no database, no web.
"""
