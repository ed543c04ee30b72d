"""How a hook, or an argument of one, is taken away: first it is told, with what to use and when it will be gone.

A specification says `@hookspec(warn_on_impl=deprecated(...))` for a whole hook, or
`@hookspec(warn_on_impl_args={"name": deprecated(...)})` for one argument; pluggy warns when a plugin implements it, and
the host puts the sentence into the report.
"""

from datetime import date


class HookDeprecated(DeprecationWarning):
    """A plugin implements a hook, or takes an argument, that will go."""


def deprecated(what: str, *, instead: str, gone_in: str, not_before: date) -> HookDeprecated:
    """The warning for `what`. `gone_in` is the version without it, `not_before` the earliest day of that version."""
    return HookDeprecated(f"{what} goes in version {gone_in}, not before {not_before:%-d %B %Y}: {instead}")
