"""Links the records of two systems by several methods and counts what each got right.

It may touch the SDK, and what linkage is compared with. A method sees records only: the truth is for `measures`.
"""
