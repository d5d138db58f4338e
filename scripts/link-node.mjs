// npm 10 drops node_modules/.bin/node when it prunes the other platforms' packages; put it back.
import { existsSync, mkdirSync, rmSync, symlinkSync } from "node:fs";

if (process.platform !== "win32") {
  const prefix = process.platform === "darwin" && process.arch === "arm64" ? "node-bin" : "node";
  const pkg = `${prefix}-${process.platform}-${process.arch}`;
  if (existsSync(`node_modules/${pkg}/bin/node`)) {
    mkdirSync("node_modules/.bin", { recursive: true });
    rmSync("node_modules/.bin/node", { force: true });
    symlinkSync(`../${pkg}/bin/node`, "node_modules/.bin/node");
  }
}
