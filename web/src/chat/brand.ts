// A client's colour in the chat. It is used only where white text on it, and it on white, can be read (4.5 to 1).

import type { Brand } from "../common/boot.ts";

const HEX = /^#[0-9a-f]{6}$/i;
const LEAST_CONTRAST = 4.5;

function luminance(hex: string): number {
  const parts = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  const [red = 0, green = 0, blue = 0] = parts.map((part) =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** WCAG contrast of two colours written #rrggbb. */
export function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

export function usableAccent(colour: string | undefined): string | null {
  if (colour === undefined || !HEX.test(colour)) return null;
  return contrast(colour, "#ffffff") >= LEAST_CONTRAST ? colour : null;
}

function shade(colour: string | undefined, instead: string): string {
  return colour !== undefined && HEX.test(colour) ? colour : instead;
}

/** Set as properties of the root: the page's policy allows no style attribute. */
export function showBrand(brand: Brand): void {
  const accent = usableAccent(brand.accent);
  if (accent === null) return;
  const { style } = document.documentElement;
  style.setProperty("--accent", accent);
  style.setProperty("--focus", accent);
  style.setProperty("--accent-strong", shade(brand.accent_strong, `color-mix(in srgb, ${accent} 82%, black)`));
  style.setProperty("--accent-bg", shade(brand.accent_bg, `color-mix(in srgb, ${accent} 11%, white)`));
  style.setProperty("--accent-line", `color-mix(in srgb, ${accent} 45%, white)`);
}
