// A `fetch` for unit tests: a function of the test answers, and `sent` keeps the requests.
export interface Sent {
  method: string;
  url: string;
  headers: Headers;
  body: unknown;
  signal: AbortSignal | null | undefined;
}

export interface StubFetch {
  (url: string | URL | Request, init?: RequestInit): Promise<Response>;
  sent: Sent[];
}

/**
 * `answer` gets the request and its index. It returns a response, or throws as `fetch` does on a broken network. `connect` gets the index
 * too. If it throws, there is no connection, and the body is not read.
 */
export function stubFetch(
  answer: (sent: Sent, index: number) => Response | Promise<Response>,
  connect: (index: number) => unknown = () => {},
): StubFetch {
  const sent: Sent[] = [];
  const stub = async (url: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const { method = "GET", headers, signal } = init;
    const request = { method, url: String(url), headers: new Headers(headers), signal };
    try {
      connect(sent.length);
    } catch (error) {
      sent.push({ ...request, body: undefined });
      throw error;
    }
    const text = init.body ? await new Response(init.body).text() : undefined;
    const received = { ...request, body: text && JSON.parse(text) };
    sent.push(received);
    const cut = new Promise<never>((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
    return Promise.race([cut, answer(received, sent.length - 1)]);
  };
  return Object.assign(stub, { sent });
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  const text = status === 204 ? null : JSON.stringify(body);
  return new Response(text, { status, headers: { "content-type": "application/json", ...headers } });
}

/** An answer that never comes; only a deadline or an abort ends the wait. */
export function never(): Promise<Response> {
  return new Promise(() => {});
}

/** The error that Node's `fetch` throws when a system call failed. */
export function nodeError(code: string, syscall?: string): Error {
  return new TypeError("fetch failed", { cause: Object.assign(new Error(`${syscall} ${code}`), { code, syscall }) });
}

/** The error of a call that must fail. */
export async function failureOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    (value) => {
      throw new Error(`The call did not fail: it returned ${JSON.stringify(value)}.`);
    },
    (error: unknown) => error,
  );
}
