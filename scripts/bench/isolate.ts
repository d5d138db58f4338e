// CPU and heap of the product's isolate, over workerd's inspector.
import type { Miniflare } from "miniflare";

const INTERVAL_MICROSECONDS = 200;

interface Profile {
  readonly nodes: readonly { readonly id: number; readonly callFrame: { readonly functionName: string } }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

export class Isolate {
  readonly #socket: WebSocket;
  #id = 0;
  readonly #waiting = new Map<number, (message: { result?: unknown; error?: { message: string } }) => void>();

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.onmessage = (event) => {
      const message = JSON.parse(String(event.data)) as {
        id?: number;
        result?: unknown;
        error?: { message: string };
      };
      if (message.id !== undefined) this.#waiting.get(message.id)?.(message);
    };
  }

  static async attach(mf: Miniflare, worker: string): Promise<Isolate> {
    const inspector = await mf.getInspectorURL();
    const list = (await (await fetch(new URL("/json", inspector.href.replace("ws", "http")))).json()) as {
      id: string;
      title?: string;
      webSocketDebuggerUrl: string;
    }[];
    const target = list.find((t) => `${t.id} ${t.title ?? ""}`.includes(worker));
    if (!target) throw new Error(`the inspector knows no Worker ${worker}`);
    const socket = new WebSocket(target.webSocketDebuggerUrl);
    await new Promise((done, fail) => {
      socket.onopen = done;
      socket.onerror = fail;
    });
    const isolate = new Isolate(socket);
    await isolate.#send("Profiler.enable");
    await isolate.#send("Profiler.setSamplingInterval", { interval: INTERVAL_MICROSECONDS });
    return isolate;
  }

  /** Milliseconds of CPU that the isolate spent while `run` ran. */
  async cpuOf(run: () => Promise<unknown>): Promise<number> {
    await this.#send("Profiler.start");
    await run();
    const { profile } = (await this.#send("Profiler.stop")) as { profile: Profile };
    const name = new Map(profile.nodes.map((n) => [n.id, n.callFrame.functionName]));
    // Between requests the isolate is not sampled, so a delta can span idle time: it is cut.
    const most = 2 * INTERVAL_MICROSECONDS + 100;
    const busy = profile.samples.map((s, i) =>
      name.get(s) === "(idle)" ? 0 : Math.min(Math.max(profile.timeDeltas[i] ?? 0, 0), most),
    );
    return busy.reduce((a, b) => a + b, 0) / 1000;
  }

  async heapBytes(): Promise<number> {
    return ((await this.#send("Runtime.getHeapUsage")) as { usedSize: number }).usedSize;
  }

  close(): void {
    this.#socket.close();
  }

  #send(method: string, params = {}): Promise<unknown> {
    const id = ++this.#id;
    return new Promise((done, fail) => {
      this.#waiting.set(id, ({ result, error }) => {
        this.#waiting.delete(id);
        if (error) fail(new Error(`${method}: ${error.message}`));
        else done(result);
      });
      this.#socket.send(JSON.stringify({ id, method, params }));
    });
  }
}
