declare namespace Cloudflare {
  interface Env {
    DB: D1Database;
    FEEDS: R2Bucket;
    TEST_MIGRATIONS: import("@cloudflare/vitest-plugin").D1Migration[];
  }
  interface GlobalProps {
    mainModule: typeof import("../../src/index.ts");
  }
}
