"""`frontdoor-portal audit`: seal and sign the audit, export it, and verify an export anywhere.

Exit codes of `verify`: 0 the history is whole, 1 it is not and the text says how, 2 it cannot be judged.
"""

import sys
import zlib
from pathlib import Path
from typing import NoReturn

import click

from frontdoor.secrets.references import SecretMissing, SecretReference
from frontdoor.secrets.writing import write_mounted
from frontdoor_portal.cli.starting import ready
from frontdoor_portal.composition import Composition
from frontdoor_portal.evidence.anchor_file import read_anchors
from frontdoor_portal.evidence.exporting import export_to
from frontdoor_portal.evidence.findings import Report
from frontdoor_portal.evidence.keys import KeyUnusable, PublicKeys, SigningKey
from frontdoor_portal.evidence.reading_export import lines_of
from frontdoor_portal.evidence.verifying import verify
from frontdoor_portal.use_cases.auditing.anchoring import HistoryDiffers
from frontdoor_portal.use_cases.auditing.exported import audit_exported

CHANGED, NOT_JUDGED = 1, 2

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.group()
def audit() -> None:
    """The audit: whether it is whole, and what it holds."""


@audit.command()
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="Write the private key as a mounted secret below this folder, which FRONTDOOR_SECRETS names on the server.",
)
@click.option("--reference", default="keyring:audit/signing-key", show_default=True, help="What settings will say.")
def key(into: Path, reference: str) -> None:
    """Make the pair of keys for signed checkpoints. Prints the public key, which verifying needs.

    Keep the public key where the database's owner cannot change it. Refuses to write over a key that is there.
    """
    try:
        where = SecretReference.parse(reference)
    except ValueError as problem:
        raise click.BadParameter(str(problem), param_hint="--reference") from None
    if (into / where.service / where.name).exists():
        _stop(f"{into}: there is a key for {where} already. What it signed needs its public key: move it away first")
    pair = SigningKey.new()
    try:
        file = write_mounted(into, where, pair.secret())
    except OSError as problem:
        _stop(f"{into}: cannot be written ({problem.strerror})")
    click.echo(f'The private key is in {file}. Settings: [audit] signing_key = "{where}"', err=True)
    click.echo(pair.public)


@audit.command()
@click.pass_obj
def seal(config: Path) -> None:
    """Seal every entry that has no seal, and sign where the audit stands. The worker does so all the time."""
    composed = ready(config)
    try:
        sealed, checkpoint = composed.sealer().once()
    except (HistoryDiffers, KeyUnusable, SecretMissing) as problem:
        _stop(str(problem))
    except OSError as problem:
        _stop(f"The anchors cannot be written ({problem.strerror}). What was sealed stays sealed")
    finally:
        composed.close()
    click.echo(f"Sealed: {sealed:,}.")
    click.echo(f"Signed: row {checkpoint.seq:,}." if checkpoint else "Nothing new to sign, or no anchors are set.")


@audit.command("export")
@click.option("--to", "target", type=_FILE, required=True, help="A new file; compressed where its name ends in .gz.")
@click.pass_obj
def export_command(config: Path, target: Path) -> None:
    """Write the whole audit into a file, which is then verified elsewhere. That is itself written to the audit first.

    The file says who looked at which record and why: keep it as you keep the database.
    """
    composed = ready(config)
    try:
        audit_exported(composed.office)
        _sign_first(composed)
        done = export_to(target, composed.office.work)
    except FileExistsError:
        _stop(f"{target}: there is such a file already")
    except OSError as problem:
        _stop(f"{target}: cannot be written ({problem.strerror})")
    finally:
        composed.close()
    click.echo(f"Exported: {done.sealed:,} sealed, {done.unsealed:,} not sealed yet.")


@audit.command("verify")
@click.option("--export", "export", type=_FILE, required=True, help="What audit export wrote.")
@click.option("--anchors", type=_FILE, required=True, help="The file of signed checkpoints.")
@click.option(
    "--public-key",
    "public_keys",
    multiple=True,
    required=True,
    help="What audit key printed; repeat it for a key that signed before.",
)
def verify_command(export: Path, anchors: Path, public_keys: tuple[str, ...]) -> None:
    """Say whether the history in an export is whole. Needs neither the database nor settings.

    Exits with 0 where it is, with 1 where it is not and says how and from which row on, and with 2 where a file cannot
    be read.
    """
    try:
        keys = PublicKeys.of(public_keys)
        signed = tuple(read_anchors(anchors.read_bytes().splitlines(), keys))
        report = verify(lines_of(export), signed)
    except KeyUnusable as problem:
        _stop(str(problem), NOT_JUDGED)
    except OSError as problem:
        _stop(f"{problem.filename or export}: cannot be read ({problem.strerror or 'it is damaged'})", NOT_JUDGED)
    except (EOFError, zlib.error):
        _stop(f"{export}: the compressed file is damaged or cut short", NOT_JUDGED)
    _tell(report)
    sys.exit(CHANGED if report.findings else 0)


def _sign_first(composed: Composition) -> None:
    """Seal and sign what there is; an export shows what is wrong, so that no trouble with that may prevent it."""
    try:
        composed.sealer().once()
    except (HistoryDiffers, KeyUnusable, SecretMissing) as problem:
        click.echo(f"Not signed: {problem}", err=True)
    except OSError as problem:
        click.echo(f"Not signed: the anchors cannot be written ({problem.strerror})", err=True)


def _tell(report: Report) -> None:
    click.echo(f"Deployment {report.deployment}: {report.sealed:,} rows follow from each other.")
    click.echo(f"Signed checkpoints that agree: {report.checkpoints:,}, the last for row {report.anchored:,}.")
    click.echo(f"Sealed after that, vouched for by no signature: {report.sealed - report.anchored:,}.")
    click.echo(f"Not sealed yet: {report.unsealed:,}.")
    for finding in report.findings:
        click.echo(str(finding), err=True)
    click.echo("NOT WHOLE." if report.findings else "The history is whole.")


def _stop(says: str, code: int = CHANGED) -> NoReturn:
    click.echo(says, err=True)
    sys.exit(code)
