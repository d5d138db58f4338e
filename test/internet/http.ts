/** The one HTTP port: reads a request, lets the service of its path answer, and sends that. */
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server } from "node:http";
import { deliverHttp, type Holds } from "./deliver.ts";
import { type Outcome, type Reply, WHOLE } from "./reply.ts";

export interface HttpQuestion {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Questions are short; a longer one is a mistake of the asker. */
const BODY_BYTES_MAX = 64 * 1024;

export function createHttpServer(answer: (question: HttpQuestion) => Outcome, holds: Holds): Server {
  return createServer((request, response) => {
    readQuestion(request).then(
      (question) =>
        deliverHttp(response, question ? tryAnswer(answer, question) : whole(413, "too long"), holds),
      () => response.destroy(), // The asker left while asking.
    );
  });
}

/** A mistake in a fixture must be seen by whoever asked, and must not stop the program. */
function tryAnswer(answer: (question: HttpQuestion) => Outcome, question: HttpQuestion): Outcome {
  try {
    return answer(question);
  } catch (error) {
    return whole(599, `Simulated internet: ${error}\n`);
  }
}

async function readQuestion(request: IncomingMessage): Promise<HttpQuestion | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length <= BODY_BYTES_MAX) chunks.push(chunk);
  }
  if (length > BODY_BYTES_MAX) return null;
  const url = new URL(request.url ?? "/", "http://127.0.0.1");
  return { method: request.method ?? "GET", url, headers: request.headers, body: Buffer.concat(chunks) };
}

export function whole(status: number, text: string, type = "text/plain; charset=utf-8"): Outcome {
  const reply: Reply = { status, type, body: Buffer.from(text) };
  return { reply, delivery: WHOLE };
}
