// Where the customer writes. On a phone the return key makes a line and the button sends; with a keyboard Enter sends.

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../common/icons.tsx";
import { tabStorage } from "../common/store.ts";
import type { Visit } from "./visit.ts";

const MAX_HEIGHT_PX = 132;
const DRAFT = "woezo.chat.reply";

interface ComposerProps {
  visit: Visit;
  taken: string;
  forgetTaken(): void;
}

export function Composer({ visit, taken, forgetTaken }: ComposerProps) {
  const { words } = visit;
  const [text, setText] = useState(tabStorage.getItem(DRAFT) ?? "");
  const field = useRef<HTMLTextAreaElement>(null);
  const change = (value: string): void => {
    setText(value);
    tabStorage.setItem(DRAFT, value);
  };
  useEffect(() => {
    if (taken === "") return;
    change(text === "" ? taken : `${text}\n${taken}`);
    forgetTaken();
  }, [taken]);
  useLayoutEffect(() => {
    if (field.current === null) return;
    field.current.style.height = "auto";
    field.current.style.height = `${Math.min(field.current.scrollHeight + 2, MAX_HEIGHT_PX)}px`;
  }, [text]);
  const send = (): void => {
    if (text.trim() === "") return;
    visit.write(text.trim());
    change("");
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || matchMedia("(pointer: coarse)").matches) return;
    event.preventDefault();
    send();
  };
  return (
    <form
      class="cp"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <textarea
        ref={field}
        rows={1}
        aria-label={words.your_message}
        placeholder={words.write}
        value={text}
        onInput={(event) => change(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <button type="submit" class="snd" aria-label={words.send}>
        <Icon name="send" />
      </button>
    </form>
  );
}
