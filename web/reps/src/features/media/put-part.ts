import { ApiProblem } from "../../../../client/client.ts";

/** The storage said no to a part; `status` is its answer. */
export class PartRefused extends Error {
  constructor(readonly status: number) {
    super(`the storage answered ${status}`);
    this.name = "PartRefused";
  }
}

/** Puts a part with the browser's older request, because fetch does not tell how far an upload is. */
export function putPart(
  address: string,
  bytes: Blob,
  onSent: (bytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    signal.addEventListener("abort", stop, { once: true });
    request.upload.onprogress = ({ loaded }) => onSent(loaded);
    request.onload = () =>
      request.status >= 200 && request.status < 300 ? done() : fail(new PartRefused(request.status));
    request.onerror = () => fail(new TypeError("the line was lost"));
    request.onabort = () => fail(new TypeError("the request was stopped"));
    request.onloadend = () => signal.removeEventListener("abort", stop);
    request.open("PUT", address);
    request.send(bytes);
  });
}

/** A lost line, a busy storage and an address that ended pass; a file that cannot be read or an upload that is no more do not. */
export function mayPass(error: unknown): boolean {
  if (error instanceof ApiProblem) return error.problem.status >= 500 || error.problem.status === 429;
  if (error instanceof PartRefused) return error.status !== 404;
  return error instanceof TypeError;
}

const LONGEST_REST_MS = 30_000;

/** Rests one second, then two, four … at most thirty; a line that comes back ends the rest. */
export function rest(tries: number, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(end, Math.min(LONGEST_REST_MS, 1000 * 2 ** (tries - 1)));
    function end() {
      clearTimeout(timer);
      removeEventListener("online", end);
      signal.removeEventListener("abort", end);
      done();
    }
    addEventListener("online", end);
    signal.addEventListener("abort", end);
  });
}
