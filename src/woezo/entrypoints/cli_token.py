"""`woezo token`: a key with which a program acts as a user of this centre; shown once."""

from __future__ import annotations

import argparse
import sys

from woezo.entrypoints import startup
from woezo.entrypoints.words import StartupError, say


def add_options(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("email", help=say("help_token_email"), metavar="EMAIL")
    parser.add_argument("--name", default="woezo token", help=say("help_token_name"), metavar="NAME")
    parser.add_argument("--revoke", action="store_true", help=say("help_token_revoke"))


def run(options: argparse.Namespace) -> int:
    """Print the token alone, so that a script can keep it. A centre that serves meanwhile is not disturbed."""
    startup.open_centre(options.data_dir, options.database_url)
    from woezo.accounts.actions import issue_token, revoke_token
    from woezo.accounts.models import User
    from woezo.accounts.reads import tokens_of

    user = User.objects.filter(email=options.email.lower(), is_active=True).first()
    if user is None:
        raise StartupError("user_unknown", value=options.email)
    if not options.revoke:
        print(issue_token(user, options.name[:60], None))
        return 0
    revoked = [row for row in tokens_of(user) if row.name == options.name[:60]]
    for row in revoked:
        revoke_token(row, None)
    print(say("tokens_revoked", count=len(revoked)), file=sys.stderr)
    return 0
