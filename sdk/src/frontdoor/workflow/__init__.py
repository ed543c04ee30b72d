"""What may happen to a contact next, and by when: a transition table, one pure `decide`, two clocks.

It may touch `frontdoor.domain` and the standard library; only `bank_holidays` reads a table from its package.
"""
