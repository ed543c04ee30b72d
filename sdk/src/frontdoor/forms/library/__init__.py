"""The forms shipped with the SDK, one TOML file for each version of each form.

It holds data only; `frontdoor.forms.shipped` reads it.
"""
