const DEFAULT_SERVER = "http://localhost:8787";
/** An instance answers within seconds; a hanging one must not hang a script. */
const ANSWER_TIMEOUT_MS = 30_000;

export function serverOf(option: string | undefined): string {
  return (option ?? process.env.FRESHCATCH_SERVER ?? DEFAULT_SERVER).replace(/\/+$/, "");
}

/** One request to an instance. Throws with the address in the message when it cannot be reached. */
export async function ask(server: string, path: string, init: RequestInit = {}): Promise<Response> {
  const url = `${server}${path}`;
  try {
    return await fetch(url, { ...init, redirect: "manual", signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) });
  } catch (error) {
    const cause =
      error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    throw new Error(`Cannot reach "${url}": ${cause}`);
  }
}
