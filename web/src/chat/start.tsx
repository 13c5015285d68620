// The form that begins a chat: a name if the customer likes, and the first message.

import { useState } from "preact/hooks";
import { Icon } from "../common/icons.tsx";
import { Fault } from "../common/parts.tsx";
import { longStorage } from "../common/store.ts";
import type { Visit } from "./visit.ts";

const DRAFT = "woezo.chat.draft";

export function StartForm({ visit }: { visit: Visit }) {
  const { words } = visit;
  const [name, setName] = useState("");
  const [text, setText] = useState(longStorage.getItem(DRAFT) ?? "");
  const [missing, setMissing] = useState(false);
  const keep = (value: string): void => {
    setText(value);
    longStorage.setItem(DRAFT, value);
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    setMissing(text.trim() === "");
    if (text.trim() === "") {
      document.getElementById("first-message")?.focus();
      return;
    }
    visit.begin(name.trim(), text.trim());
  };
  return (
    <form class="start" onSubmit={submit} noValidate>
      <h3>{words.welcome(visit.brand)}</h3>
      <p class="muted">{words.welcome_text}</p>
      <label for="visitor-name">{words.name}</label>
      <input
        id="visitor-name"
        autocomplete="given-name"
        maxLength={80}
        value={name}
        onInput={(event) => setName(event.currentTarget.value)}
      />
      <label for="first-message">{words.first_message}</label>
      <textarea
        id="first-message"
        rows={4}
        value={text}
        aria-invalid={missing}
        aria-describedby={missing ? "first-missing" : undefined}
        onInput={(event) => keep(event.currentTarget.value)}
      />
      {missing && (
        <p class="fault" id="first-missing" role="alert">
          {words.first_missing}
        </p>
      )}
      <Fault error={visit.refused} words={words} />
      <button type="submit" class="btn p">
        <Icon name="send" />
        {words.start}
      </button>
    </form>
  );
}
