"""`python -m frontdoor_portal.demo.code KEY`: the code of the moment, where no authenticator app is at hand.

For made-up accounts alone: a key that lies on the computer one signs in at is no second factor.
"""

import click
import pyotp


@click.command()
@click.argument("key", nargs=-1, required=True)
def main(key: tuple[str, ...]) -> None:
    """Print the code that an authenticator app would show for KEY now; spaces in it are nothing."""
    try:
        click.echo(pyotp.TOTP("".join(key)).now())
    except ValueError:
        raise click.UsageError("KEY is not the key of an authenticator") from None


if __name__ == "__main__":
    main()
