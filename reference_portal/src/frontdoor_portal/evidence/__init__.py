"""What shows that the audit is whole: signed checkpoints in a file of their own, exports, and their verification.

It may touch cryptography, the standard library and the use cases. Verifying needs no database and no settings.
"""
