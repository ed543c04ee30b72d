"""The connector to the Standard Safeguarding Dataset: the same tables whatever case system a council has, read by SQL.

It may touch the SDK, attrs and SQLAlchemy; the simulator also touches the made-up families, and nothing imports it.
"""
