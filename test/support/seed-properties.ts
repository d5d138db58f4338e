import fc from "fast-check";

// The same runs everywhere, so that a change alone can turn a test red. SLOW=1 looks further, with new inputs each time.
const isSlow = process.env.SLOW === "1";
fc.configureGlobal(isSlow ? { numRuns: 2_000 } : { seed: 20_261_124 });
