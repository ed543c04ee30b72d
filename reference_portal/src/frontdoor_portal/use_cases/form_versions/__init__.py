"""Forms that an administrator changes: a version written, approved and published, and the catalogue in force.

It may touch the SDK and the ports. Nothing of a child passes through it: a form is questions, and the answers of a
preview are made up.
"""
