"""What every centre starts with, a real one and a demo alike: the activities, and dispositions to begin with."""

from __future__ import annotations

from typing import Final

from woezo.people.models import Activity
from woezo.programmes.models import Disposition, Programme

# code, French, English, routable, paid, billable
ACTIVITIES: Final = [
    ("available", "En attente", "Available", True, True, True),
    ("async", "Traitement différé", "Async work", False, True, True),
    ("outbound", "Émission", "Outbound", False, True, True),
    ("briefing", "Brief", "Briefing", False, True, False),
    ("meeting", "Réunion", "Meeting", False, True, False),
    ("training", "Formation", "Training", False, True, False),
    ("coaching", "Débrief", "Coaching", False, True, False),
    ("break", "Pause", "Break", False, True, False),
    ("lunch", "Repas", "Lunch", False, False, False),
    ("personal", "Besoin personnel", "Personal", False, True, False),
    ("incident_outsourcer", "Incident prestataire", "Outsourcer incident", False, True, False),
    ("incident_client", "Incident client", "Client incident", False, True, True),
    ("delegation", "Heures de délégation", "Delegation", False, True, False),
]

Choice = tuple[str, str, str]
"""Code, French, English."""

Tree = list[tuple[Choice, list[Choice]]]
"""A motive, then what came of it."""

FIRST_DISPOSITIONS: Final[Tree] = [
    (
        ("demande", "Demande", "Request"),
        [
            ("resolu", "Résolu", "Solved"),
            ("suivi", "Suivi ouvert", "Follow-up opened"),
            ("transmis", "Transmis au donneur d’ordres", "Passed to the client"),
        ],
    ),
    (
        ("reclamation", "Réclamation", "Complaint"),
        [("resolu", "Résolu", "Solved"), ("suivi", "Suivi ouvert", "Follow-up opened")],
    ),
    (
        ("sans-suite", "Sans suite", "No outcome"),
        [("muet", "Client muet", "Silent customer"), ("erreur", "Erreur de service", "Wrong service")],
    ),
]


def write_activities() -> None:
    """The activities of the list, in its order."""
    Activity.objects.bulk_create(
        Activity(code=code, name_fr=fr, name_en=en, routable=routable, paid=paid, billable=billable, position=index)
        for index, (code, fr, en, routable, paid, billable) in enumerate(ACTIVITIES)
    )


def write_dispositions(programme: Programme, tree: Tree) -> None:
    """A programme's dispositions."""
    motives = [
        Disposition(programme=programme, code=code, name_fr=fr, name_en=en, position=index)
        for index, ((code, fr, en), _) in enumerate(tree)
    ]
    Disposition.objects.bulk_create(motives)
    Disposition.objects.bulk_create(
        Disposition(
            programme=programme, parent=motive, code=f"{motive.code}-{code}", name_fr=fr, name_en=en, position=index
        )
        for motive, (_, children) in zip(motives, tree, strict=True)
        for index, (code, fr, en) in enumerate(children)
    )
