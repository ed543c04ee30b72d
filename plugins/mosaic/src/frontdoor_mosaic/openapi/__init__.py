"""The reference contract of the interface that is written to, as OpenAPI 3.1. It has no code."""
