// The page of a client's shop, and the chat that lives in its corner.

import "../common/base.css";
import "./chat.css";
import { render } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { readBoot } from "../common/boot.ts";
import { useSource } from "../common/hooks.ts";
import { Icon } from "../common/icons.tsx";
import { tabStorage } from "../common/store.ts";
import { wakeWithBrowser } from "../common/stream.ts";
import { showBrand } from "./brand.ts";
import { lines } from "./model.ts";
import { Panel } from "./panel.tsx";
import { Visit } from "./visit.ts";

const OPEN = "woezo.chat.open";

function Shop({ visit }: { visit: Visit }) {
  const { words, brand, boot } = visit;
  return (
    <div class="shop">
      <header class="sh">
        <b>{brand}</b>
      </header>
      <main class="hero">
        <div class="hero-mark" aria-hidden="true">
          {Array.from(brand)[0]?.toUpperCase()}
        </div>
        <div>
          <h1>{boot.brand?.headline ?? words.shop_headline(brand)}</h1>
          <p>{boot.brand?.text ?? words.shop_text}</p>
        </div>
      </main>
    </div>
  );
}

/** What the agent wrote while the panel was reduced. */
function useUnread(visit: Visit, open: boolean): number {
  const [seen, setSeen] = useState(0);
  const state = visit.stream?.view.state ?? null;
  const said = state === null ? [] : lines(state).filter((line) => line.author === "agent");
  const last = said.at(-1)?.id ?? 0;
  useEffect(() => {
    if (open || seen === 0) setSeen(Math.max(seen, last));
  }, [open, last]);
  return open || seen === 0 ? 0 : said.filter((line) => line.id > seen).length;
}

function Corner({ visit }: { visit: Visit }) {
  useSource(visit);
  const [open, setOpen] = useState(tabStorage.getItem(OPEN) === "yes");
  const launcher = useRef<HTMLButtonElement>(null);
  const unread = useUnread(visit, open);
  const { words } = visit;
  const show = (next: boolean): void => {
    setOpen(next);
    tabStorage.setItem(OPEN, next ? "yes" : "no");
    if (!next) requestAnimationFrame(() => launcher.current?.focus());
  };
  if (open) return <Panel visit={visit} reduce={() => show(false)} />;
  const label = unread > 0 ? words.open_unread(unread) : visit.begun ? words.open_again : words.open;
  return (
    <>
      <button type="button" class="launcher" ref={launcher} onClick={() => show(true)}>
        <Icon name="chat" />
        <span>{label}</span>
        {unread > 0 && (
          <span class="new" aria-hidden="true">
            {unread}
          </span>
        )}
      </button>
      <div class="vh" role="status">
        {unread > 0 ? words.open_unread(unread) : ""}
      </div>
    </>
  );
}

const root = document.getElementById("app");
if (root !== null) {
  const visit = new Visit(readBoot());
  document.documentElement.dataset.theme = "light";
  showBrand(visit.boot.brand ?? {});
  wakeWithBrowser(visit);
  render(
    <>
      <Shop visit={visit} />
      <Corner visit={visit} />
    </>,
    root,
  );
}
