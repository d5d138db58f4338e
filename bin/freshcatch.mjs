#!/usr/bin/env node
// Bundles the TypeScript CLI once per change of the source (0.2 s to start instead of 1.2 s of type
// stripping) and runs it on Node 22: this one, or the one that `npm ci` put into node_modules.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, renameSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const bundle = path.join(root, "node_modules/.cache/freshcatch/cli.mjs");

function isStale() {
  if (!existsSync(bundle)) return true;
  const made = statSync(bundle).mtimeMs;
  const sources = readdirSync(path.join(root, "src"), { recursive: true, withFileTypes: true });
  const newest = Math.max(...sources.map((f) => statSync(path.join(f.parentPath ?? f.path, f.name)).mtimeMs));
  return Math.max(newest, statSync(path.join(root, "package-lock.json")).mtimeMs) > made;
}

if (isStale()) {
  // Two processes may do this at once: each writes its own file and moves it into place.
  const own = `${bundle}.${process.pid}.mjs`;
  mkdirSync(path.dirname(bundle), { recursive: true });
  await build({
    entryPoints: [path.join(root, "src/cli/main.ts")],
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node22",
    outfile: own,
    logLevel: "warning",
    // CommonJS packages inside an ES module need a require of their own.
    banner: {
      js: 'import { createRequire as bannerCreateRequire } from "node:module"; const require = bannerCreateRequire(import.meta.url);',
    },
  });
  renameSync(own, bundle);
}

const linked = path.join(root, "node_modules/.bin/node");
const isRecent = Number(process.versions.node.split(".")[0]) >= 22;
const node = isRecent || !existsSync(linked) ? process.execPath : linked;
const { status, signal } = spawnSync(node, [bundle, ...process.argv.slice(2)], { stdio: "inherit" });
process.exit(signal ? 1 : (status ?? 1));
