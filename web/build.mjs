// Builds one self-contained script and stylesheet per screen: desk, wallboard, chat.
// No shared chunk: a page loads exactly two files, and one screen cannot break another's cache.
// manifest.json gives each file's hash (for `?v=`) and its weight, which is checked here against the budget.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "vite";

const root = fileURLToPath(new URL(".", import.meta.url));
const out = fileURLToPath(new URL("../src/woezo/entrypoints/static/woezo/", import.meta.url));
const SCREENS = ["desk", "wallboard", "chat"];
const BUDGET_GZIP_BYTES = 40_000; // script and style of one screen together

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
for (const screen of SCREENS) {
  await build({
    root,
    configFile: false,
    logLevel: "warn",
    base: "./",
    build: {
      outDir: out,
      emptyOutDir: false,
      target: "es2022",
      cssCodeSplit: false,
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: { [screen]: `${root}src/${screen}/main.tsx` },
        output: { entryFileNames: "[name].js", assetFileNames: `${screen}[extname]`, codeSplitting: false },
      },
    },
  });
}

const manifest = {};
for (const name of readdirSync(out).sort()) {
  const content = readFileSync(out + name);
  const sha256 = createHash("sha256").update(content).digest("hex");
  manifest[name] = { version: sha256.slice(0, 12), bytes: content.length, gzip_bytes: gzipSync(content).length };
}
writeFileSync(`${out}manifest.json`, `${JSON.stringify(manifest, null, 2)}\n`);

for (const screen of SCREENS) {
  const weight = manifest[`${screen}.js`].gzip_bytes + manifest[`${screen}.css`].gzip_bytes;
  process.stdout.write(`${screen}: ${(weight / 1000).toFixed(1)} kB compressed\n`);
  if (weight > BUDGET_GZIP_BYTES) {
    process.stderr.write(`${screen} is over its budget of ${BUDGET_GZIP_BYTES / 1000} kB.\n`);
    process.exitCode = 1;
  }
}
