"""The demo's sites, skills and activities. The outsourcer Ponlevé and its clients are invented."""

from __future__ import annotations

from typing import Final

OUTSOURCER: Final = "Ponlevé"

# name, country, zone, currency, legal entity
SITES: Final = [
    ("Paris", "FR", "Europe/Paris", "EUR", "Ponlevé France SAS"),
    ("Douala", "CM", "Africa/Douala", "XAF", "Ponlevé Cameroun SARL"),
    ("Cotonou", "BJ", "Africa/Porto-Novo", "XOF", "Ponlevé Bénin SARL"),
    ("Lomé", "TG", "Africa/Lome", "XOF", "Ponlevé Togo SARL"),
]

# code, French, English
SKILLS: Final = [
    ("fra", "Français", "French"),
    ("eng", "Anglais", "English"),
    ("ewe", "Éwé", "Ewe"),
    ("fon", "Fon", "Fon"),
    ("wes", "Pidgin du Cameroun", "Cameroon Pidgin"),
    ("kbp", "Kabiyè", "Kabiye"),
    ("gej", "Mina", "Gen"),
    ("commande", "Commandes et livraisons", "Orders and deliveries"),
    ("energie", "Contrats d’énergie", "Energy contracts"),
    ("sante", "Remboursements de santé", "Health claims"),
    ("mobile", "Téléphonie mobile", "Mobile telephony"),
    ("banque", "Comptes et cartes", "Accounts and cards"),
    ("paiement", "Paiement mobile", "Mobile money"),
    ("fraude", "Fraude", "Fraud"),
    ("voyage", "Billets et bagages", "Tickets and baggage"),
]
