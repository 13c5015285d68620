// The list of keys.

import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../common/icons.tsx";
import type { Desk } from "./desk.ts";

export function Help({ desk, close }: { desk: Desk; close(): void }) {
  const { words } = desk;
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const rows: [string, string][] = [
    ["F2", words.keys.accept],
    ["F4", words.keys.decline],
    ["Ctrl 1…6", words.keys.conversation],
    ["Alt A", words.keys.available],
    ["Alt T", words.keys.transfer],
    ["Alt K", words.keys.consult],
    ["Alt C", words.keys.confer],
    ["Alt L", words.keys.hand_over],
    ["Alt H", words.keys.hold],
    ["Alt P", words.keys.park],
    ["Alt Q", words.keys.end],
    ["Alt N", words.keys.note],
    ["Alt I", words.keys.right],
    ["1…9", words.keys.digit],
    [words.enter, words.keys.send],
    [words.shift_enter, words.keys.line],
    ["F6", words.keys.regions],
    ["?", words.keys.help],
    [words.escape, words.keys.escape],
  ];
  return (
    <dialog class="help" ref={dialog} onClose={close} aria-labelledby="help-title">
      <header>
        <h2 id="help-title">{words.keys_title}</h2>
        <button type="button" class="btn q s" aria-label={words.close} onClick={() => dialog.current?.close()}>
          <Icon name="close" />
        </button>
      </header>
      <dl>
        {rows.map(([key, label]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{label}</dd>
          </div>
        ))}
      </dl>
    </dialog>
  );
}
