"""One module a way to go wrong, each a plugin of its own; their names say which."""
