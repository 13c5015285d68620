// Starts the desk of one tab.

import "../common/base.css";
import "./desk.css";
import { render } from "preact";
import { readBoot } from "../common/boot.ts";
import { tabStorage } from "../common/store.ts";
import { wakeWithBrowser } from "../common/stream.ts";
import { showTheme } from "../common/theme.ts";
import { App } from "./app.tsx";
import { Desk } from "./desk.ts";
import { deskId } from "./identity.ts";

const CLOSED = "woezo.desk.closed";

async function start(): Promise<void> {
  showTheme();
  const root = document.getElementById("app");
  if (root === null) return;
  const desk = new Desk(readBoot(), await deskId());
  // A desk that was taken over stays so after a reload: else two tabs would take it from each other for ever.
  const closed = tabStorage.getItem(CLOSED) ?? "";
  desk.stream.subscribe(() => tabStorage.setItem(CLOSED, desk.stream.view.closed_reason));
  let link = desk.stream.view.link;
  desk.stream.subscribe(() => {
    if (desk.stream.view.link === "live" && link !== "live") desk.outbox.flushAll();
    link = desk.stream.view.link;
  });
  if (closed === "taken_over") desk.stream.close(closed);
  else desk.stream.open();
  wakeWithBrowser(desk.stream);
  render(<App desk={desk} />, root);
}

void start();
