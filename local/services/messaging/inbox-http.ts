/** Serves the inbox: `/_local/inbox`, `/_local/inbox/<id>`, its HTML part at `…/html`, and `/_local/inbox.json`. */

import type { IncomingMessage, ServerResponse } from "node:http";
import { requestUrl } from "../../edge/request-url.ts";
import { PAGE_POLICY } from "../local-page.ts";
import type { Inbox } from "./inbox.ts";
import { INBOX_PATH, listPage } from "./inbox-page.ts";
import { framePolicy, messagePage, shownHtml, viewOf } from "./message-page.ts";

/** What comes back is sent like any text, some seconds later. */
const ANSWERED = "Your text was handed in. What answers it appears here: refresh.";

/**
 * Answers the inbox's own paths and returns true; leaves all others alone and returns false. `replies` answers what is
 * posted: the inbox itself only shows.
 */
export function inboxHttp(
  inbox: Inbox,
  replies: (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void>,
) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const url = requestUrl(request);
    if (
      url.pathname !== `${INBOX_PATH}.json` &&
      url.pathname !== INBOX_PATH &&
      !url.pathname.startsWith(`${INBOX_PATH}/`)
    )
      return false;
    if (request.method === "POST" && url.pathname.startsWith(`${INBOX_PATH}/`)) {
      await replies(request, response, url);
      return true;
    }
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.writeHead(405, { allow: "GET, HEAD" }).end();
      return true;
    }
    const to = url.searchParams.get("to")?.trim() ?? "";
    if (url.pathname === `${INBOX_PATH}.json`) {
      const since = instantOf(url.searchParams.get("since"));
      if (Number.isNaN(since)) {
        response
          .writeHead(400, { "content-type": "application/json" })
          .end('{"message":"since is no instant"}');
        return true;
      }
      const found = inbox.list({ ...(to ? { to } : {}), ...(since === undefined ? {} : { since }) });
      response.writeHead(200, { "content-type": "application/json", "cache-control": "no-store" });
      response.end(JSON.stringify(found));
      return true;
    }
    if (url.pathname === INBOX_PATH) {
      // a person types a part of an address; programs name it whole
      const wanted = to.toLowerCase();
      const found = inbox
        .list()
        .filter((message) => message.to.some((one) => one.toLowerCase().includes(wanted)));
      const note = url.searchParams.has("answered") ? ANSWERED : "";
      return page(response, 200, listPage(found, to, note));
    }
    const [id = "", part] = url.pathname.slice(INBOX_PATH.length + 1).split("/");
    const message = inbox.find(decodeURIComponent(id));
    const view = viewOf(url.searchParams, message);
    if (message?.html !== undefined && part === "html") {
      return page(response, 200, shownHtml(message.html, view), framePolicy(view));
    }
    return message
      ? page(response, 200, messagePage(message, view))
      : page(
          response,
          404,
          listPage(inbox.list(), "", "There is no such message here (any more). These are:"),
        );
  };
}

function page(response: ServerResponse, status: number, html: string, policy = PAGE_POLICY): true {
  response.writeHead(status, {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": policy,
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
  });
  response.end(html);
  return true;
}

/** ISO 8601 or milliseconds since the epoch; undefined when absent, NaN when neither. */
function instantOf(text: string | null): number | undefined {
  if (text === null || text === "") return undefined;
  return /^\d+$/.test(text) ? Number(text) : Date.parse(text);
}
