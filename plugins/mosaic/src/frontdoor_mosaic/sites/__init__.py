"""Examples of a site's mapping, as TOML. It has no code."""
