/** Answering a text in the inbox: the form below it, and the same by JSON for tests and curl. */
import type { IncomingMessage, ServerResponse } from "node:http";
import * as z from "zod";
import { IncomingText, type SendIncoming } from "../sms-voice/two-way.ts";
import type { Inbox } from "./inbox.ts";
import { INBOX_PATH } from "./inbox-page.ts";

const LARGEST = 10_000;

/** `POST /_local/inbox/texts` with a text in JSON, `POST /_local/inbox/<id>/reply` with the form's field `text`. */
export function inboxReplies(inbox: Inbox, send: SendIncoming) {
  return async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> => {
    const body = await textOf(request);
    if (body === undefined) return plain(response, 413, "too large");
    const type = request.headers["content-type"] ?? "";
    if (url.pathname === `${INBOX_PATH}/texts`) {
      // a foreign page in the developer's browser cannot send JSON without a preflight, which fails
      if (!type.startsWith("application/json")) return plain(response, 415, "send application/json");
      const parsed = IncomingText.safeParse(jsonOf(body));
      if (!parsed.success) return plain(response, 400, z.prettifyError(parsed.error));
      const topics = await send(parsed.data);
      response.writeHead(202, { "content-type": "application/json" });
      response.end(JSON.stringify({ topics }));
      return;
    }
    const [id = "", part] = url.pathname.slice(INBOX_PATH.length + 1).split("/");
    const message = inbox.find(decodeURIComponent(id));
    if (part !== "reply" || message?.channel !== "sms") return plain(response, 404, "no such text");
    if (!fromOwnPage(request)) return plain(response, 403, "answer from the inbox itself");
    const [from = ""] = message.to;
    const text = new URLSearchParams(body).get("text") ?? "";
    const parsed = IncomingText.safeParse({ from, text, to: message.from || "unknown", answers: message.id });
    if (!parsed.success) return plain(response, 400, z.prettifyError(parsed.error));
    const topics = await send(parsed.data);
    if (topics === 0) return plain(response, 409, "the template has no topic for texts that come in");
    response.writeHead(303, { location: `${INBOX_PATH}?to=${encodeURIComponent(from)}&answered=yes` }).end();
  };
}

/** A form can be posted by any page; the browser says which one it was. */
function fromOwnPage({ headers }: IncomingMessage): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== undefined) return site === "same-origin";
  return headers.origin === undefined || new URL(headers.origin).host === headers.host;
}

async function textOf(request: IncomingMessage): Promise<string | undefined> {
  let text = "";
  for await (const chunk of request) {
    text += chunk;
    if (text.length > LARGEST) return undefined;
  }
  return text;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function plain(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(`${text}\n`);
}
