"""Run in a process of its own: migrate a data directory, make a small centre, print what a test needs of it."""

from __future__ import annotations

import json
import sys

import django


def main(agents: int) -> None:
    """Print {"programme", "chat", "agents": [{"id", "session"}]}."""
    django.setup()
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.management import call_command

    from tests.operations.centre import make_centre

    call_command("migrate", verbosity=0)
    centre = make_centre(agents)
    people = []
    for agent in centre.agents:
        session = SessionStore()
        session[SESSION_KEY] = str(agent.user.pk)
        session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        session[HASH_SESSION_KEY] = agent.user.get_session_auth_hash()
        session.save()
        people.append({"id": agent.pk, "session": session.session_key})
    reason = centre.programme.dispositions.get(code="late").pk
    print(json.dumps({"slug": centre.programme.slug, "chat": centre.chat.pk, "agents": people, "reason": reason}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
