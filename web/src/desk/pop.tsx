// A button of the conversation's head with a form under it. Escape and a press outside close it.

import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { Icon, type IconName } from "../common/icons.tsx";
import { useOutside } from "../common/menu.tsx";
import { Key } from "../common/parts.tsx";
import type { Desk } from "./desk.ts";
import type { Conversation } from "./model.ts";

export interface PopProps {
  desk: Desk;
  conversation: Conversation;
  open: boolean;
  setOpen(open: boolean): void;
}

interface ButtonProps {
  icon: IconName;
  label: string;
  letter: string;
  open: boolean;
  setOpen(open: boolean): void;
  children(close: () => void): ComponentChildren;
}

export function Pop({ icon, label, letter, open, setOpen, children }: ButtonProps) {
  const trigger = useRef<HTMLButtonElement>(null);
  const box = useOutside(open, () => setOpen(false));
  const close = (): void => {
    setOpen(false);
    trigger.current?.focus();
  };
  return (
    <div
      class="menu-box end"
      ref={box}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !open) return;
        event.stopPropagation();
        close();
      }}
    >
      <button type="button" class="btn" ref={trigger} aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name={icon} />
        <span class="label">{label}</span> <Key>Alt</Key> <Key>{letter}</Key>
      </button>
      {open && children(close)}
    </div>
  );
}
