// What the page shell hands to the script: one JSON block, so that no inline script is needed.

import type { Lang } from "./format.ts";

export interface Brand {
  name?: string;
  accent?: string;
  accent_strong?: string;
  accent_bg?: string;
  headline?: string;
  text?: string;
}

export interface Boot {
  lang: Lang;
  csrf: string;
  api: string;
  ws: string;
  programme?: { slug: string; name: string } | null;
  brand?: Brand | null;
  user?: { name: string } | null;
  urls?: { sign_in?: string; sign_out?: string; home?: string; language?: string };
}

/** Leaves the page by a POST, as its own forms would: the browser follows where the answer leads. */
export function post(boot: Boot, address: string, fields: Record<string, string>): void {
  const form = document.createElement("form");
  form.method = "post";
  form.action = address;
  for (const [name, value] of Object.entries({ csrfmiddlewaretoken: boot.csrf, ...fields })) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = name;
    field.value = value;
    form.append(field);
  }
  document.body.append(form);
  form.submit();
}

export function readBoot(): Boot {
  const text = document.getElementById("woezo-boot")?.textContent ?? "{}";
  const boot = JSON.parse(text) as Boot;
  return { ...boot, lang: boot.lang === "en" ? "en" : "fr" };
}
