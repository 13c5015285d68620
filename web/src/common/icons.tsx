// The 16 px icons as path data: a sprite in the page would need an inline style, which the policy forbids.
// Shapes differ in outline, so that they read without colour. `solid` shapes are filled, `cut` lines drawn over them.

interface Shape {
  line?: string;
  solid?: string;
  cut?: string;
  dashed?: string;
}

const disc = (radius: number): string =>
  `M${8 - radius} 8a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0z`;

const SHAPES = {
  available: { line: `${disc(5.5)}M5.6 8.2l1.7 1.7 3.2-3.6` },
  ringing: { line: "M4 11V7.5a4 4 0 0 1 8 0V11l1 1H3zM7 14h2" },
  talk: {
    line: "M4.2 2.5 6 2.2l1.2 3-1.4 1.2a8 8 0 0 0 3.8 3.8l1.2-1.4 3 1.2-.3 1.8c-.2 1-1 1.7-2 1.7A9.5 9.5 0 0 1 2.5 4.5c0-1 .7-1.8 1.7-2z",
  },
  conference: {
    line: "M6 4.500a2 2 0 1 0 4 0a2 2 0 1 0-4 0zM2 11a2 2 0 1 0 4 0a2 2 0 1 0-4 0zM10 11a2 2 0 1 0 4 0a2 2 0 1 0-4 0zM7 6.300l-2 3M9 6.300l2 3M6 11h4",
  },
  consult: { line: "M2.5 4.500h7v5h-4l-2 2v-2h-1zM11.5 6.500h2v5h-1v2l-2-2h-3" },
  hold: { line: `${disc(5.8)}M6.5 6v4M9.5 6v4` },
  chat: { line: "M2.5 3.5h11V11H8l-3 2.5V11H2.5zM5.5 6.2h5M5.5 8.3h3" },
  async: { line: "M2 4h12v8.5H2zM2 4.5l6 4.5 6-4.5" },
  "wrap-up": { line: "M3 13.5l.6-2.8 7.1-7.1 1.9 1.9-7.1 7.100zM8.5 13.5h5" },
  outbound: { line: "M4 12 12 4M6.5 4H12v5.5" },
  "not-responding": {
    line: "M5.7 5a2.3 2.3 0 1 0 4.6 0a2.3 2.3 0 1 0-4.6 0zM3.5 13c.3-2.7 2-4 4.5-4M10.5 10l3.5 3.500M14 10l-3.5 3.5",
  },
  briefing: { line: "M2.5 7v2.5h2l5.5 3V4L4.5 7zM12.5 6.500c.8 1 .8 2.5 0 3.5" },
  training: { line: "M1.5 6.5 8 3.500l6.5 3L8 9.500zM4.5 8v3.200c1 .9 2.2 1.3 3.5 1.300s2.5-.4 3.5-1.300V8" },
  break: {
    line: "M3 6h8v4a3 3 0 0 1-3 3H6a3 3 0 0 1-3-3zM11 7h1.200a1.6 1.6 0 0 1 0 3.200H11M5.5 2.500v1.300M8.5 2.500v1.3",
  },
  lunch: { line: "M4 2.500v3.300a1.7 1.7 0 0 0 3.4 0V2.500M5.7 7.500v6M11.5 13.500v-11c-1.6.6-2.2 2.4-2.2 5h2.2" },
  personal: { line: "M5.5 5a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0-5 0zM3 13.500c.4-3 2.2-4.5 5-4.500s4.6 1.5 5 4.5" },
  delegation: { line: "M4 2.500h6l2.5 2.500v8.500H4zM6.5 7.500H10M6.5 10H10" },
  incident: { line: "M8.8 2 3.5 9H8l-.8 5 5.3-7H8z" },
  offline: { dashed: disc(5.5) },
  parked: {
    line: "M4.5 2.500h7M4.5 13.500h7M5 2.500c0 3 2 4 3 5.5-1 1.5-3 2.5-3 5.500M11 2.500c0 3-2 4-3 5.5 1 1.5 3 2.5 3 5.5",
  },
  queued: { line: `${disc(5.8)}M8 4.800V8l2.2 1.5` },
  met: { solid: disc(6.5), cut: "m5.3 8.2 1.9 1.9 3.5-3.9" },
  watch: { solid: "M8 1.8 15 14H1z", cut: "M8 6.500v3.300M8 11.800v.1" },
  missed: { solid: "M2 2h12v12H2z", cut: "M8 4.500v4.300M8 11.300v.1" },
  provisional: { dashed: disc(5.8), line: "M5.8 8h4.4" },
  closed: { line: "M4 7.500h8v6H4zM5.5 7.500V5.300a2.5 2.5 0 0 1 5 0v2.2" },
  why: { line: `${disc(6)}M6.2 6.300A1.9 1.9 0 1 1 8 8.300v1M8 11.400v.1` },
  send: { line: "M2.5 8l11-5-3 10.500L7.8 9z" },
  transfer: { line: "M2.5 5.500h10L10 3M13.5 10.500h-10L6 13" },
  close: { line: "m4 4 8 8M12 4l-8 8" },
  down: { line: "m4.5 6.5 3.5 3.5 3.5-3.5" },
  note: { line: "M3 2.500h10V10l-3.5 3.500H3zM9.5 13.500V10H13M5.5 5.500h5M5.5 8h3" },
} satisfies Record<string, Shape>;

export type IconName = keyof typeof SHAPES;

export function isIcon(name: string): name is IconName {
  return name in SHAPES;
}

/** Decorative: a word always stands beside it, or the button carries the name. */
export function Icon({ name, small = false }: { name: IconName; small?: boolean }) {
  const shape: Shape = SHAPES[name];
  return (
    <svg class={small ? "i i-s" : "i"} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {shape.solid !== undefined && <path class="i-solid" d={shape.solid} />}
      {shape.dashed !== undefined && <path class="i-dashed" d={shape.dashed} />}
      {shape.line !== undefined && <path d={shape.line} />}
      {shape.cut !== undefined && <path class="i-cut" d={shape.cut} />}
    </svg>
  );
}

/** The mark: the last letter is the open vowel of Ewe "woezɔ", welcome; the dot that arrives closes the o. */
export function Logo() {
  return (
    <svg class="logo" viewBox="0 0 308 84" role="img" aria-label="Woezo">
      <path d="M6 9 24 75 43.5 24 63 75 81 9M91.5 52a24.5 24.5 0 1 0 49 0a24.5 24.5 0 1 0-49 0zM153.5 52H202.500A24.5 24.5 0 1 0 194.4 70.200M216.5 28H243L216.5 76H244" />
      <path class="logo-o" d="M261.6 33.800A24.5 24.5 0 1 1 261.6 70.2" />
      <circle class="logo-dot" cx="254.5" cy="52" r="6.6" />
    </svg>
  );
}
