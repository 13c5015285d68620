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
    from woezo.accounts.models import Role, User
    from woezo.programmes.models import Queue

    call_command("migrate", verbosity=0)
    centre = make_centre(agents)

    def session_of(user: User) -> str:
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
        return str(session.session_key)

    vigie = User.objects.create_user("vigie@example.org", None, name="Vigie", role=Role.VIGIE, language="fr")
    chief = User.objects.create_user("chief@example.org", None, name="Chief", role=Role.ADMINISTRATOR, language="en")
    told = {
        "slug": centre.programme.slug,
        "chat": centre.chat.pk,
        "other": Queue.objects.create(programme=centre.programme, name="Suivi", code="suivi", channel="chat").pk,
        "reason": centre.programme.dispositions.get(code="late").pk,
        "agents": [{"id": agent.pk, "session": session_of(agent.user)} for agent in centre.agents],
        "vigie": session_of(vigie),
        "chief": session_of(chief),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main(int(sys.argv[1]))
