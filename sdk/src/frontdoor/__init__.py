"""The SDK of a council's family front door: its words, rules, forms and connector contracts.

It may touch its own rooms and small libraries only: never a web framework, never a database.
"""
