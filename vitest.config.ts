import path from "node:path";
import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { fetch as miniflareFetch, type Request, Response } from "miniflare";
import { defineConfig } from "vitest/config";

const root = import.meta.dirname;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "pure",
          environment: "node",
          include: ["test/**/*.test.ts"],
          setupFiles: ["./test/support/seed-properties.ts"],
          // Hundreds of milliseconds alone; seconds on a busy machine with two cores.
          testTimeout: 60_000,
          exclude: ["test/worker/**", "test/e2e/**", "**/node_modules/**"],
        },
      },
      {
        plugins: [
          cloudflareTest(async () => ({
            wrangler: { configPath: "./wrangler.toml" },
            miniflare: {
              cf: false,
              // Optional in production: see wrangler.toml.
              r2Buckets: ["FEEDS"],
              bindings: { TEST_MIGRATIONS: await readD1Migrations(path.join(root, "migrations")) },
              // Nothing leaves the machine: loopback passes, everything else is an error.
              outboundService: (req: Request) =>
                new URL(req.url).hostname === "127.0.0.1"
                  ? miniflareFetch(req)
                  : new Response(`unexpected outbound ${req.url}`, { status: 599 }),
            },
          })),
        ],
        test: {
          name: "worker",
          include: ["test/worker/**/*.test.ts"],
          setupFiles: ["./test/worker/setup.ts"],
        },
      },
      {
        test: {
          name: "e2e",
          environment: "node",
          include: ["test/e2e/**/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
