"""What was sent, as a document to keep and as data for the sender's own system. It decides nothing and stores nothing.

It may touch the SDK, the use cases, typst, fontTools and the packages of fonts: never storage, the web or a connector.
"""

from frontdoor_portal.copies.pdf import CopyNotMade, pdf_of
from frontdoor_portal.copies.structured import SCHEMA_NAME, schema, structured

__all__ = ["SCHEMA_NAME", "CopyNotMade", "pdf_of", "schema", "structured"]
