// The top bar: what I am doing and for how long, what comes next, my figures, me, the time at my site.

import { useState } from "preact/hooks";
import { post } from "../common/boot.ts";
import type { Lang } from "../common/format.ts";
import { type Act, useNow } from "../common/hooks.ts";
import { Icon, type IconName, isIcon, Logo } from "../common/icons.tsx";
import { type Choice, Menu } from "../common/menu.tsx";
import { Key, Since } from "../common/parts.tsx";
import { setTheme, type Theme, theme } from "../common/theme.ts";
import type { Desk } from "./desk.ts";
import { activityIcon, activityLabel, type DeskState, type Me, shownState } from "./model.ts";
import { setSound, soundOn } from "./sound.ts";

export function StateChip({ code, label }: { code: string; label: string }) {
  const icon: IconName = isIcon(code) ? code : activityIcon(code.replaceAll("-", "_"));
  return (
    <span class="st" data-state={code}>
      <Icon name={icon} small />
      {label}
    </span>
  );
}

function ActivityMenu({ desk, state, act }: { desk: Desk; state: DeskState; act: Act }) {
  const { me } = state;
  const code = shownState(state);
  const own = me.activity.replaceAll("_", "-");
  const label = code === own ? activityLabel(me, me.activity) : (desk.words.states[code] ?? code);
  const since_ms = code === own ? me.activity_since_ms : me.status_since_ms;
  const choices: Choice[] = me.activities.map((activity) => ({
    key: activity.code,
    label: activity.label,
    checked: activity.code === (me.next_activity || me.activity),
    lead: <Icon name={activityIcon(activity.code)} />,
    act: () => void act.run(() => desk.setActivity(activity.code)),
  }));
  const button = (
    <>
      <span class="vh">{desk.words.activity_menu}. </span>
      <StateChip code={code} label={label} />
      <Since at_ms={since_ms} formats={desk.formats} />
      <Icon name="down" small />
    </>
  );
  return <Menu label={desk.words.activity_menu} choices={choices} button={button} buttonClass="me" busy={act.busy} />;
}

function NextActivity({ desk, me }: { desk: Desk; me: Me }) {
  if (!me.next_activity) {
    if (me.activity === "available" && me.status !== "not_responding") return null;
    return (
      <span class="next muted f12">
        {desk.words.go_available} <Key>Alt</Key> <Key>A</Key>
      </span>
    );
  }
  const label = activityLabel(me, me.next_activity);
  return (
    <span class="next muted f12 cut" title={desk.words.next(label)}>
      {desk.words.next(label)}
    </span>
  );
}

/** The language belongs to the account: the page is asked for anew in the other one. */
function languages(desk: Desk): Choice[] {
  const { boot, words } = desk;
  const address = boot.urls?.language;
  if (!address) return [];
  const own: [Lang, string][] = [
    ["fr", "Français"],
    ["en", "English"],
  ];
  return own.map(([code, label], index) => ({
    key: code,
    label,
    checked: boot.lang === code,
    ...(index === 0 ? { heading: words.language } : {}),
    act: () => post(boot, address, { language: code, next: location.pathname }),
  }));
}

function PersonMenu({ desk, me, showKeys }: { desk: Desk; me: Me; showKeys(): void }) {
  const [, again] = useState(0);
  const { words } = desk;
  const refresh = (change: () => void) => () => {
    change();
    again((count) => count + 1);
  };
  const themes: [Theme, string][] = [
    ["system", words.theme_system],
    ["light", words.theme_light],
    ["dark", words.theme_dark],
  ];
  const choices: Choice[] = [
    ...themes.map(([name, label], index) => ({
      key: name,
      label,
      checked: theme() === name,
      ...(index === 0 ? { heading: words.theme } : {}),
      act: refresh(() => setTheme(name)),
    })),
    { key: "on", label: words.sound_on, checked: soundOn(), heading: words.sound, act: refresh(() => setSound(true)) },
    { key: "off", label: words.sound_off, checked: !soundOn(), act: refresh(() => setSound(false)) },
    ...languages(desk),
    { key: "keys", label: words.show_keys, heading: me.name, act: showKeys },
    { key: "leave", label: words.close_desk, act: () => void desk.signOut() },
  ];
  const button = (
    <>
      <span class="person">
        <span class="med cut">{me.name}</span>
        <span class="soft f11 cut">{words.team_at(me.site, me.team)}</span>
      </span>
      <Icon name="down" small />
    </>
  );
  return <Menu label={words.person_menu(me.name)} choices={choices} button={button} buttonClass="who" align="end" />;
}

function SiteClock({ desk, me }: { desk: Desk; me: Me }) {
  const now_ms = useNow(60_000);
  const here = desk.formats.time(now_ms);
  const there = desk.formats.time(now_ms, me.zone);
  return (
    <span class="clock tn med">
      {there}
      {here !== there && <span class="soft f11"> {me.site}</span>}
    </span>
  );
}

export function Bar({ desk, state, act, showKeys }: { desk: Desk; state: DeskState; act: Act; showKeys(): void }) {
  const { me } = state;
  const { words, formats } = desk;
  return (
    <header class="top" data-region tabIndex={-1}>
      <Logo />
      <h1 class="vh">{words.title}</h1>
      <ActivityMenu desk={desk} state={state} act={act} />
      <NextActivity desk={desk} me={me} />
      <dl class="own">
        <div>
          <dt>{words.handled}</dt>
          <dd>{formats.number(me.handled_today)}</dd>
        </div>
      </dl>
      <PersonMenu desk={desk} me={me} showKeys={showKeys} />
      <SiteClock desk={desk} me={me} />
    </header>
  );
}
