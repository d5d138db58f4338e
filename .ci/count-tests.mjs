// Prints the closing count and fails when a test was skipped: in CI every client is installed, so a skip is
// a hole. Tests that need the optional shared data say so in their name and may be skipped without it.
import { readFileSync } from "node:fs";

const { testResults } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const tests = testResults.flatMap((file) => file.assertionResults.map((t) => ({ ...t, file: file.name })));
const of = (...states) => tests.filter((t) => states.includes(t.status));
const skipped = of("skipped", "pending", "todo", "disabled");
const holes = skipped.filter((t) => !/\bshared data\b/.test(t.fullName));
for (const t of holes) console.error(`skipped: ${t.file}: ${t.fullName}`);
console.log(
  `${of("passed").length} passed, ${of("failed").length + holes.length} failed, ${skipped.length - holes.length} skipped`,
);
if (holes.length > 0 || tests.length === 0) process.exit(1);
