import { REQUESTS_IN_FLIGHT_MAX } from "../../limits.ts";

/** External requests that one invocation may still make. */
export interface RequestBudget {
  /** Takes `count` requests, or none of them and answers false when they are not left. */
  spend(count: number): boolean;
  readonly used: number;
}

export function makeRequestBudget(max: number): RequestBudget {
  let used = 0;
  return {
    spend(count) {
      if (used + count > max) return false;
      used += count;
      return true;
    },
    get used() {
      return used;
    },
  };
}

/**
 * One gate an invocation, for fetches and sockets alike: at most REQUESTS_IN_FLIGHT_MAX run at once, each is
 * taken from the budget when its turn comes. So a task may arm its timeout when it starts: it is dispatched then.
 */
export interface RequestGate {
  /** Runs the task in its turn; `budget`: it was not run, nothing is left. Rejects only if the task does. */
  run<T>(task: () => Promise<T>): Promise<T | "budget">;
}

export function makeRequestGate(budget: RequestBudget): RequestGate {
  let inFlight = 0;
  const waiting: (() => void)[] = [];
  return {
    async run(task) {
      if (inFlight >= REQUESTS_IN_FLIGHT_MAX) await new Promise<void>((resolve) => waiting.push(resolve));
      else inFlight += 1;
      try {
        return budget.spend(1) ? await task() : "budget";
      } finally {
        // The place is handed on, not given back: nobody can slip in between.
        const next = waiting.shift();
        if (next) next();
        else inFlight -= 1;
      }
    },
  };
}
