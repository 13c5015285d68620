// The few things that plain pages cannot do alone. Every page works without it.

for (const button of document.querySelectorAll("[data-show]")) {
  const field = document.getElementById(button.dataset.show);
  const [show, hide] = [button.textContent, button.dataset.hideLabel];
  button.hidden = false;
  button.addEventListener("click", () => {
    const hidden = field.type === "password";
    field.type = hidden ? "text" : "password";
    button.textContent = hidden ? hide : show;
  });
}

const bar = document.querySelector("[data-changes]");
if (bar) {
  const form = bar.closest("form");
  const before = new Map(Array.from(new FormData(form)).map(([name]) => [name, values(form, name)]));
  const count = () => {
    const now = new Set([...before.keys(), ...new FormData(form).keys()]);
    const changed = [...now].filter((name) => values(form, name) !== (before.get(name) ?? "[]")).length;
    bar.textContent = changed === 0 ? bar.dataset.none : bar.dataset.changes.replace("0", String(changed));
  };
  form.addEventListener("input", count);
  count();
}

// What is folded away comes when it is opened: the page is light, and each part is a page of its own without a script.
for (const fold of document.querySelectorAll("details:has(> [data-part])")) {
  fold.addEventListener("toggle", () => void bring(fold));
  if (fold.open) void bring(fold);
  else if (`#${fold.id}` === location.hash) fold.open = true;
}

async function bring(fold) {
  const place = fold.querySelector(":scope > [data-part]");
  if (!fold.open || place === null) return;
  const address = new URL(place.querySelector("a").href);
  address.searchParams.set("part", "1");
  place.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address);
    if (!answer.ok || answer.redirected) return; // the link stays
    const part = document.createElement("div");
    part.innerHTML = await answer.text(); // of this server, its texts escaped by it
    place.replaceWith(part);
  } catch {
    // offline: the link stays
  } finally {
    place.removeAttribute("aria-busy");
  }
}

// A button that says its key is pressed by it, but for a field: there the key undoes what was typed.
document.addEventListener("keydown", (event) => {
  const field = event.target instanceof Element && event.target.closest("input, textarea, select");
  if (event.defaultPrevented || field || !(event.ctrlKey || event.metaKey) || event.altKey) return;
  const name = event.shiftKey ? "redo" : "undo";
  const button = event.key.toLowerCase() === "z" ? document.querySelector(`[data-key="${name}"]`) : null;
  if (button === null) return;
  event.preventDefault();
  button.click();
});

function values(form, name) {
  return JSON.stringify(new FormData(form).getAll(name));
}
