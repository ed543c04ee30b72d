"""Which records of two systems are about one child: decided by evidence or by people, and always to be undone.

Records are never merged: a link is a row that says who, when, why and on what evidence.
"""
