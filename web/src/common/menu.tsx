// A button with a list of choices under it. Arrow keys, Home, End and first letters walk; Escape and a press outside close.

import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

export interface Choice {
  key: string;
  label: string;
  lead?: ComponentChildren;
  checked?: boolean;
  heading?: string;
  act(): void;
}

/** Closes what is open when the person presses or focuses elsewhere. */
export function useOutside(open: boolean, close: () => void) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return undefined;
    const outside = (event: Event): void => {
      if (event.target instanceof Node && box.current?.contains(event.target) === false) close();
    };
    document.addEventListener("pointerdown", outside);
    document.addEventListener("focusin", outside);
    return () => {
      document.removeEventListener("pointerdown", outside);
      document.removeEventListener("focusin", outside);
    };
  }, [open, close]);
  return box;
}

function walk(event: KeyboardEvent, list: HTMLElement): void {
  const items = Array.from(list.querySelectorAll<HTMLElement>("[role^=menuitem]"));
  const at = items.indexOf(document.activeElement as HTMLElement);
  const byLetter = (): number => {
    const wanted = event.key.toLowerCase();
    const rest = [...items.keys()].map((step) => (at + 1 + step) % items.length);
    return rest.find((index) => items[index]?.textContent?.trim().toLowerCase().startsWith(wanted)) ?? -1;
  };
  const steps: Record<string, number> = {
    ArrowDown: (at + 1) % items.length,
    ArrowUp: (at - 1 + items.length) % items.length,
    Home: 0,
    End: items.length - 1,
  };
  const plain = event.key.length === 1 && !event.ctrlKey && !event.altKey && !event.metaKey;
  const target = steps[event.key] ?? (plain && event.key !== " " ? byLetter() : -1);
  if (target < 0) return;
  event.preventDefault();
  event.stopPropagation();
  items[target]?.focus();
}

function MenuList({ choices, label, close }: { choices: Choice[]; label: string; close(back: boolean): void }) {
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const first =
      list.current?.querySelector<HTMLElement>("[aria-checked=true]") ?? list.current?.querySelector("button");
    first?.focus();
  }, []);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Escape" || event.key === "Tab") {
      close(event.key === "Escape");
      if (event.key === "Escape") event.stopPropagation();
    } else if (list.current !== null) walk(event, list.current);
  };
  return (
    <div class="menu" role="menu" aria-label={label} tabIndex={-1} ref={list} onKeyDown={onKeyDown}>
      {choices.map((choice) => (
        <>
          {choice.heading !== undefined && (
            <div class="menu-head" role="presentation">
              {choice.heading}
            </div>
          )}
          <button
            key={choice.key}
            type="button"
            class="menu-item"
            role={choice.checked === undefined ? "menuitem" : "menuitemradio"}
            aria-checked={choice.checked}
            tabIndex={-1}
            onClick={() => {
              close(true);
              choice.act();
            }}
          >
            {choice.lead}
            <span class="grow">{choice.label}</span>
          </button>
        </>
      ))}
    </div>
  );
}

interface MenuProps {
  label: string;
  choices: Choice[];
  button: ComponentChildren;
  buttonClass?: string;
  busy?: boolean;
  align?: "start" | "end";
}

export function Menu({ label, choices, button, buttonClass = "btn", busy = false, align = "start" }: MenuProps) {
  const [open, setOpen] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  const box = useOutside(open, () => setOpen(false));
  const close = (back: boolean): void => {
    setOpen(false);
    if (back) trigger.current?.focus();
  };
  return (
    <div class={`menu-box ${align}`} ref={box}>
      <button
        type="button"
        class={buttonClass}
        ref={trigger}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-busy={busy}
        title={label}
        onClick={() => setOpen(!open)}
        onKeyDown={(event) => {
          if (event.key !== "ArrowDown" || open) return;
          event.preventDefault();
          setOpen(true);
        }}
      >
        {button}
      </button>
      {open && <MenuList choices={choices} label={label} close={close} />}
    </div>
  );
}
