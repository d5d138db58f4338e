/** What was asked, in order, and a way to wait for the next question without a clock. */

/** A question that reached the program, before it was answered. */
export interface RecordedRequest {
  /** `dns-1`, `dns-2`, `asn-1`, `asn-2`, `rdap`, `rdap-bootstrap`, `whois`, `cdn`, `popularity`, or `trap`. */
  readonly service: string;
  /** `shop.example A`, `domain/shop.example`, `bmcw.cn`, `cloudflare/ips-v4`. */
  readonly question: string;
  readonly at: Date;
}

export interface Recorder {
  readonly requests: readonly RecordedRequest[];
  record(service: string, question: string): void;
  /** Resolves at the next question to the service; without one, at the next of all. */
  nextRequest(service?: string): Promise<RecordedRequest>;
}

export function createRecorder(now: () => Date, log: (line: string) => void): Recorder {
  const requests: RecordedRequest[] = [];
  let waiting: { readonly service: string | undefined; readonly tell: (request: RecordedRequest) => void }[] =
    [];
  return {
    requests,
    record: (service, question) => {
      const request = { service, question, at: now() };
      requests.push(request);
      log(`${service} ${question}`);
      const isFor = (one: { readonly service: string | undefined }) => (one.service ?? service) === service;
      for (const one of waiting.filter(isFor)) one.tell(request);
      waiting = waiting.filter((one) => !isFor(one));
    },
    nextRequest: (service) => new Promise((tell) => waiting.push({ service, tell })),
  };
}
