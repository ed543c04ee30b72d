"""The forms shipped with the SDK. Every version ever published stays, so that old contacts render as asked."""

import hashlib
from functools import cache
from importlib import resources

from attrs import evolve

from frontdoor.forms.definition import FormDefinition
from frontdoor.forms.reading import read_form
from frontdoor.forms.writing import write_form


@cache
def library_forms() -> tuple[FormDefinition, ...]:
    """Every shipped form, by id and then by version. Raises `FormFaults` when one does not read."""
    folder = resources.files("frontdoor.forms.library")
    texts = [file.read_text("utf-8") for file in folder.iterdir() if file.name.endswith(".toml")]
    return tuple(sorted(map(read_form, texts), key=lambda form: (form.id, form.version)))


def library_form(form_id: str, version: str | None = None) -> FormDefinition:
    """One shipped form: the newest version, or the one asked for. Raises KeyError when there is none."""
    found = [form for form in library_forms() if form.id == form_id and version in (None, form.version)]
    if not found:
        raise KeyError(f"no form {form_id}" + (f" version {version}" if version else ""))
    return found[-1]


def form_digest(form: FormDefinition) -> str:
    """By this a version is recognised as the one that contacts were sent with: all that it says and asks.

    Its own tests are left out, which nobody is asked, and so are the comments and the order of its file.
    """
    return hashlib.sha256(write_form(evolve(form, tests=())).encode()).hexdigest()
