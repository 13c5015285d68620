// Keys as names: "F2", "Alt+A", "Ctrl+1", "?". Digits come from the physical key, so that Ctrl 1 works on a French
// keyboard where the row gives & é " without Shift; letters come from the character, so that they follow the layout.

export type Bindings = Record<string, (() => void) | undefined>;

export function keyName(event: Pick<KeyboardEvent, "key" | "code" | "altKey" | "ctrlKey" | "metaKey">): string {
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(event.code)?.[1];
  const letter = /^[a-z]$/i.test(event.key) ? event.key.toUpperCase() : /^Key([A-Z])$/.exec(event.code)?.[1];
  if (event.metaKey) return "";
  if (event.ctrlKey) return digit !== undefined && !event.altKey ? `Ctrl+${digit}` : "";
  if (event.altKey) return letter !== undefined ? `Alt+${letter}` : "";
  return digit !== undefined && event.key !== "?" ? digit : event.key;
}

/** A place where a letter is text, not a command. */
export function isField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true;
  return target instanceof HTMLInputElement && target.type !== "radio" && target.type !== "checkbox";
}

function isPlain(name: string): boolean {
  return name.length === 1;
}

/** Runs the binding of a key; one letter or digit alone acts only outside fields. */
export function runKey(event: KeyboardEvent, bindings: Bindings): void {
  if (event.isComposing || event.defaultPrevented) return;
  const name = keyName(event);
  const act = bindings[name];
  if (act === undefined || (isPlain(name) && isField(event.target))) return;
  event.preventDefault();
  act();
}
