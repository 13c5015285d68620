// Light, dark, or what the system says. The choice belongs to the browser, not to the account.

import { longStorage } from "./store.ts";

export type Theme = "system" | "light" | "dark";

const NAME = "woezo.theme";

export function theme(): Theme {
  const kept = longStorage.getItem(NAME);
  return kept === "light" || kept === "dark" ? kept : "system";
}

export function setTheme(choice: Theme): void {
  longStorage.setItem(NAME, choice);
  showTheme();
}

export function showTheme(): void {
  const choice = theme();
  if (choice === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = choice;
}
