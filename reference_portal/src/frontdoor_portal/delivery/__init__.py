"""From the outbox to the outside world: opens episodes, sends notices, and knows what it does not know.

It may touch the SDK, structlog, the standard library's mail modules and the use cases; no plugin and no web page.
"""
