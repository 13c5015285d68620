"""The demo's dispositions: a motive, then what came of it, in both languages."""

from __future__ import annotations

from typing import Final

from woezo.entrypoints.starting import Choice, Tree

SOLVED: Final[Choice] = ("resolu", "Résolu", "Solved")
FOLLOWED: Final[Choice] = ("suivi", "Suivi ouvert", "Follow-up opened")
INFORMED: Final[Choice] = ("information", "Information donnée", "Information given")
REFUNDED: Final[Choice] = ("rembourse", "Remboursement demandé", "Refund requested")
ESCALATED: Final[Choice] = ("transmis", "Transmis au donneur d’ordres", "Passed to the client")
DECLINED: Final[Choice] = ("refuse", "Demande refusée", "Request declined")

COMMON: Final[Tree] = [
    (
        ("sans-suite", "Sans suite", "No outcome"),
        [("muet", "Client muet", "Silent customer"), ("erreur", "Erreur de service", "Wrong service")],
    )
]

TREES: Final[dict[str, Tree]] = {
    "shop": [
        (("livraison", "Livraison", "Delivery"), [SOLVED, FOLLOWED, REFUNDED]),
        (("produit", "Produit", "Product"), [INFORMED, SOLVED]),
        (("retour", "Retour", "Return"), [SOLVED, REFUNDED, DECLINED]),
        (("paiement", "Paiement", "Payment"), [SOLVED, ESCALATED]),
        (("compte", "Compte", "Account"), [SOLVED, FOLLOWED]),
        *COMMON,
    ],
    "contract": [
        (("contrat", "Contrat", "Contract"), [INFORMED, SOLVED, ESCALATED]),
        (("facture", "Facture ou décompte", "Bill or statement"), [INFORMED, SOLVED, REFUNDED]),
        (("demenagement", "Déménagement", "Moving house"), [SOLVED, FOLLOWED]),
        (("reclamation", "Réclamation", "Complaint"), [SOLVED, ESCALATED, DECLINED]),
        *COMMON,
    ],
    "mobile": [
        (("forfait", "Forfait et crédit", "Plan and credit"), [INFORMED, SOLVED]),
        (("reseau", "Réseau", "Network"), [SOLVED, FOLLOWED]),
        (("carte-sim", "Carte SIM", "SIM card"), [SOLVED, ESCALATED]),
        (("reclamation", "Réclamation", "Complaint"), [SOLVED, REFUNDED, DECLINED]),
        *COMMON,
    ],
    "bank": [
        (("solde", "Solde et opérations", "Balance and transactions"), [INFORMED, SOLVED]),
        (("carte", "Carte ou compte bloqué", "Blocked card or account"), [SOLVED, FOLLOWED, ESCALATED]),
        (("virement", "Envoi d’argent", "Money transfer"), [SOLVED, FOLLOWED, REFUNDED]),
        (("fraude", "Fraude", "Fraud"), [ESCALATED, FOLLOWED]),
        *COMMON,
    ],
    "travel": [
        (("reservation", "Réservation", "Booking"), [INFORMED, SOLVED]),
        (("bagage", "Bagage", "Baggage"), [FOLLOWED, REFUNDED]),
        (("retard", "Retard ou annulation", "Delay or cancellation"), [SOLVED, REFUNDED, ESCALATED]),
        *COMMON,
    ],
}
