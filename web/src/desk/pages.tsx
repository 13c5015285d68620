// What stands in the desk's place when it is not open: taken over, closed, signed out, or still loading.

import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { post } from "../common/boot.ts";
import { useAct, useLasting } from "../common/hooks.ts";
import { Icon, Logo } from "../common/icons.tsx";
import { Fault } from "../common/parts.tsx";
import type { Desk } from "./desk.ts";
import { activityIcon, type Me } from "./model.ts";

function Page({ title, text, children }: { title: string; text: string; children?: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [title]);
  return (
    <main class="page">
      <Logo />
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      <p class="muted">{text}</p>
      {children}
    </main>
  );
}

/** Leaves the account too, where the page says how. */
function SignOut({ desk }: { desk: Desk }) {
  const { boot, words } = desk;
  if (!boot.urls?.sign_out) return null;
  const address = boot.urls.sign_out;
  return (
    <button type="button" class="link" onClick={() => post(boot, address, {})}>
      {words.sign_out}
    </button>
  );
}

/** The server closed this desk for a reason; the way back is one press. */
export function ClosedPage({ desk, reason }: { desk: Desk; reason: string }) {
  const { words, boot } = desk;
  const open = (): void => desk.stream.open();
  if (reason === "taken_over") {
    return (
      <Page title={words.taken_over} text={words.taken_over_text}>
        <button type="button" class="btn p" onClick={open}>
          {words.continue_here}
        </button>
      </Page>
    );
  }
  return (
    <Page title={words.not_allowed} text={words.not_allowed_text}>
      <a class="btn p" href={boot.urls?.sign_in ?? "/"}>
        {words.sign_in}
      </a>
    </Page>
  );
}

/** The desk is known but not signed in: the first activity opens it. */
export function SignInPage({ desk, me }: { desk: Desk; me: Me }) {
  const act = useAct();
  const { words } = desk;
  return (
    <Page title={words.sign_in_title(me.name)} text={words.sign_in_text}>
      <div class="stack">
        {me.activities.map((activity) => (
          <button
            key={activity.code}
            type="button"
            class={activity.routable ? "btn p" : "btn"}
            aria-busy={act.busy}
            onClick={() => void act.run(() => desk.signIn(activity.code))}
          >
            <Icon name={activityIcon(activity.code)} />
            {activity.label}
          </button>
        ))}
      </div>
      <Fault error={act.error} words={words} />
      <SignOut desk={desk} />
    </Page>
  );
}

export function Loading({ desk }: { desk: Desk }) {
  const slow = useLasting(true, 400);
  return (
    <main class="loading" aria-busy="true">
      <header class="top">
        <Logo />
      </header>
      {slow && <div class="progress" role="progressbar" aria-label={desk.words.loading} />}
    </main>
  );
}
