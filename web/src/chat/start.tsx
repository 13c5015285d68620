// The form that begins a chat: a name if the customer likes, and the first message.

import { useState } from "preact/hooks";
import { useSource } from "../common/hooks.ts";
import { Icon } from "../common/icons.tsx";
import { Fault } from "../common/parts.tsx";
import type { Visit } from "./visit.ts";

export function StartForm({ visit }: { visit: Visit }) {
  useSource(visit);
  const { words, draft } = visit;
  const [missing, setMissing] = useState(false);
  const submit = (event: Event): void => {
    event.preventDefault();
    const empty = draft.text.trim() === "";
    setMissing(empty);
    if (empty) document.getElementById("first-message")?.focus();
    else visit.begin();
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
        value={draft.name}
        onInput={(event) => visit.sketch({ name: event.currentTarget.value })}
      />
      <label for="first-message">{words.first_message}</label>
      <textarea
        id="first-message"
        rows={4}
        value={draft.text}
        aria-invalid={missing}
        aria-describedby={missing ? "first-missing" : undefined}
        onInput={(event) => visit.sketch({ text: event.currentTarget.value })}
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
