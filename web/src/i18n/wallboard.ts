// Words of the wallboard.

import { commonWords } from "./common.ts";

const fr = {
  ...commonWords.fr,
  title: "Plateau, toutes les équipes",
  queue: "File",
  today: "Aujourd’hui",
  service: "Service, %",
  against_target: "Contre la cible",
  waiting: "Attendent",
  longest: "Le plus long",
  free: "Libres / présents",
  conditions: {
    met: "Tenu",
    watch: "À surveiller",
    missed: "Manqué",
    provisional: "Provisoire",
    closed: "Fermé",
  } as Record<string, string>,
  target: (value: string) => `cible ${value}`,
  bar: (value: string, target: string) => `${value} pour une cible de ${target}`,
  contacts: (count: string) => `n = ${count}`,
  present: (count: number): string => (count > 1 ? "présents" : "présent"),
  available: "en attente",
  down: "Site coupé",
  note: "À savoir",
  no_note: "Rien à signaler.",
  empty: "Aucune file à afficher.",
  page: (page: number, pages: number) => `${page} / ${pages}`,
  stale: (age: string) => `Valeurs d’il y a ${age}`,
  not_allowed: "Cet écran demande une session ouverte.",
  sign_in: "S’identifier",
};

export type WallboardWords = typeof fr;

const en: WallboardWords = {
  ...commonWords.en,
  title: "Floor, all teams",
  queue: "Queue",
  today: "Today",
  service: "Service, %",
  against_target: "Against the target",
  waiting: "Waiting",
  longest: "Longest",
  free: "Free / present",
  conditions: { met: "Met", watch: "At risk", missed: "Missed", provisional: "Provisional", closed: "Closed" },
  target: (value) => `target ${value}`,
  bar: (value, target) => `${value} for a target of ${target}`,
  contacts: (count) => `n = ${count}`,
  present: () => "present",
  available: "available",
  down: "Site down",
  note: "Good to know",
  no_note: "Nothing to report.",
  empty: "No queue to show.",
  page: (page, pages) => `${page} / ${pages}`,
  stale: (age) => `Values from ${age} ago`,
  not_allowed: "This screen needs an open session.",
  sign_in: "Sign in",
};

export const wallboardWords = { fr, en };
