/**
 * Steering from another process, such as the demo: on loopback only, as the whole program is.
 *
 *   POST /control/scene    {"scene":"held"}                          GET /control/scene
 *   POST /control/fault    {"target":"rdap","fault":{"kind":"slow"}}   (`null` takes it away)
 *   POST /control/clear                                               all faults go
 *   POST /control/release                                             held answers go out
 *   GET  /control/requests                                            what was asked so far
 */
import { FAULT_KINDS, type Fault } from "./faults.ts";
import { type HttpQuestion, whole } from "./http.ts";
import type { RecordedRequest } from "./recorder.ts";
import type { Outcome } from "./reply.ts";

/** What can be steered, from the same process or over HTTP. */
export interface Control {
  readonly requests: readonly RecordedRequest[];
  readonly scene: string;
  readonly scenes: readonly string[];
  /** Throws when there is no such scene. `base`: the base files alone. */
  setScene(name: string): void;
  /** `null` takes the fault of that target away. Targets: see faults.ts. */
  setFault(target: string, fault: Fault | null): void;
  clearFaults(): void;
  /** Sends every answer that a `slow` fault holds back. */
  release(): void;
}

export function controlAnswer(control: Control, request: HttpQuestion): Outcome {
  const action = `${request.method} ${request.url.pathname.replace("/control/", "")}`;
  try {
    return json(200, run(control, action, request.body.toString()));
  } catch (error) {
    return json(400, { error: error instanceof Error ? error.message : String(error) });
  }
}

function run(control: Control, action: string, body: string): unknown {
  const given =
    body === "" ? {} : (JSON.parse(body) as { scene?: unknown; target?: unknown; fault?: unknown });
  switch (action) {
    case "POST scene":
      control.setScene(String(given.scene));
      return { scene: control.scene };
    case "GET scene":
      return { scene: control.scene, scenes: control.scenes };
    case "POST fault":
      control.setFault(String(given.target), readFault(given.fault));
      return { target: given.target, fault: given.fault };
    case "POST clear":
      control.clearFaults();
      return {};
    case "POST release":
      control.release();
      return {};
    case "GET requests":
      return control.requests;
    default:
      throw new Error(`No action "${action}"`);
  }
}

function readFault(fault: unknown): Fault | null {
  if (fault === null) return null;
  const kind = (fault as { kind?: unknown } | undefined)?.kind;
  if (!FAULT_KINDS.some((each) => each === kind))
    throw new Error(`No fault "${kind}": there are ${FAULT_KINDS.join(", ")}`);
  return fault as Fault;
}

function json(status: number, value: unknown): Outcome {
  return whole(status, JSON.stringify(value, null, 2), "application/json");
}
