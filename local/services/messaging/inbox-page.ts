/** The inbox as pages to read: a list, and one message. No script is needed. */
import { escapeHtml, localPage } from "../local-page.ts";
import type { InboxMessage } from "./inbox.ts";

/** Where the pages live. */
export const INBOX_PATH = "/_local/inbox";

const CSS = `
main{max-width:1040px;margin:0 auto;padding:24px 20px 48px}
header{display:flex;flex-wrap:wrap;gap:8px 16px;align-items:baseline;justify-content:space-between;margin-bottom:16px}
form{display:flex;gap:8px;margin:0 0 16px;flex-wrap:wrap}
input{flex:1 1 220px;min-width:0;min-height:44px;font:inherit;color:inherit;background:var(--surface);border:1px solid var(--edge);border-radius:8px;padding:0 12px}
button{min-height:44px;font:inherit;font-weight:600;padding:0 16px;border:1px solid var(--edge);border-radius:8px;background:var(--surface);color:inherit;cursor:pointer}
ol{list-style:none;margin:0;padding:0;background:var(--surface);border:1px solid var(--line);border-radius:12px;overflow:hidden}
li+li{border-top:1px solid var(--line)}
.row{display:grid;grid-template-columns:5.5rem 15rem 1fr auto;gap:2px 16px;align-items:baseline;padding:12px 16px;color:inherit;text-decoration:none}
.row:hover{background:var(--sunken)}
.row:focus-visible{outline-offset:-2px}
.row span{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.row .what{font-weight:600}
.row .what i{font-style:normal;font-weight:400;color:var(--text-2)}
.kind{font-size:.8125rem;color:var(--text-2)}
.empty{padding:48px 16px;text-align:center;color:var(--text-2);background:var(--surface);border:1px solid var(--line);border-radius:12px}
dl{display:grid;grid-template-columns:max-content 1fr;gap:4px 16px;margin:16px 0}
dt{color:var(--text-3)}dd{margin:0;overflow-wrap:anywhere}
section{margin-top:24px}
h2{font-size:1.0625rem;line-height:1.5rem;margin:0 0 8px}
iframe{width:100%;height:70vh;min-height:640px;border:1px solid var(--line);border-radius:12px;background:#fff}
pre{margin:0;padding:16px;background:var(--surface);border:1px solid var(--line);border-radius:12px;white-space:pre-wrap;overflow-wrap:anywhere;font:inherit}
.bubble{display:inline-block;max-width:min(100%,32rem);border-radius:16px;background:var(--iris-bg)}
.links li{padding:10px 16px;overflow-wrap:anywhere}
summary{cursor:pointer;font-weight:600;padding:8px 0}
.code{font-family:ui-monospace,monospace;font-size:.8125rem;line-height:1.25rem}
@media (max-width:640px){main{padding:20px 16px 48px}.row{grid-template-columns:1fr auto;padding:12px 16px}.row .kind{grid-area:1/1}.row time{grid-area:1/2}.row .to,.row .what{grid-column:1/-1}dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:8px}}
`;

/** All messages, newest first; `to` is what the reader filtered by, `note` what they should know. */
export function listPage(messages: readonly InboxMessage[], to: string, note = ""): string {
  const rows = messages.map(
    (message) => `<li><a class="row" href="${INBOX_PATH}/${encodeURIComponent(message.id)}">
<span class="kind">${kindOf(message)}</span><span class="to">${escapeHtml(message.to.join(", "))}</span>
<span class="what">${summaryOf(message)}</span><time class="meta" datetime="${message.at}">${timeOf(message.at)}</time></a></li>`,
  );
  const empty = to
    ? `Nothing was sent to ${escapeHtml(to)} yet.`
    : "Nothing was sent yet. Texts and e-mails appear here instead of leaving this machine.";
  return localPage(
    "Inbox",
    CSS,
    `<main><header><h1>Inbox</h1><span class="meta">${messages.length} ${messages.length === 1 ? "message" : "messages"} · <a href="${INBOX_PATH}">Refresh</a> · <a href="${INBOX_PATH}.json">JSON</a></span></header>
<form method="get" action="${INBOX_PATH}" role="search"><input name="to" type="search" value="${escapeHtml(to)}" placeholder="Number or e-mail address" aria-label="Recipient"><button>Show</button></form>
${note === "" ? "" : `<p role="status">${note}</p>`}
${rows.length > 0 ? `<ol>${rows.join("")}</ol>` : `<p class="empty">${empty}</p>`}</main>`,
  );
}

/** One message: HTML in a sandboxed frame, text, links and headers. */
export function messagePage(message: InboxMessage): string {
  const facts: readonly (readonly [string, string])[] = [
    ["To", message.to.join(", ")],
    ["From", message.from],
    ["Sent", `${message.at.slice(0, 19).replace("T", " ")} UTC`],
    ...Object.entries(message.tags).map(([name, value]) => [name, value] as const),
  ];
  const definition = ([name, value]: readonly [string, string]) =>
    `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd>`;
  const headers = Object.entries(message.headers);
  return localPage(
    message.subject ?? `${kindOf(message)} to ${message.to.join(", ")}`,
    CSS,
    `<main><p class="meta"><a href="${INBOX_PATH}">Inbox</a></p><h1>${escapeHtml(message.subject ?? `${kindOf(message)} to ${message.to.join(", ")}`)}</h1>
<dl>${facts
      .filter(([, value]) => value !== "")
      .map(definition)
      .join("")}</dl>
${message.html === undefined ? "" : frameOf(message.html)}
${message.text === undefined ? "" : `<section><h2>Text</h2><pre${message.channel === "sms" ? ' class="bubble"' : ""}>${escapeHtml(message.text)}</pre></section>`}
${message.links.length > 0 ? `<section><h2>Links</h2><ol class="links">${message.links.map((link) => `<li><a href="${escapeHtml(link)}" rel="noreferrer">${escapeHtml(link)}</a></li>`).join("")}</ol></section>` : ""}
${headers.length > 0 ? `<section><details><summary>Headers</summary><dl class="code">${headers.map(definition).join("")}</dl></details></section>` : ""}</main>`,
  );
}

function frameOf(html: string): string {
  const inNewTab = `<base target="_blank">${html}`;
  return `<section><h2>HTML</h2><iframe title="HTML part of the message" sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="${escapeHtml(inNewTab)}"></iframe></section>`;
}

function kindOf(message: InboxMessage): string {
  return message.channel === "sms" ? "Text" : "E-mail";
}

function summaryOf({ subject, text }: InboxMessage): string {
  const start = (text ?? "").replace(/\s+/g, " ").slice(0, 140);
  if (subject === undefined) return `<i>${escapeHtml(start)}</i>`;
  return start === "" ? escapeHtml(subject) : `${escapeHtml(subject)} <i>${escapeHtml(start)}</i>`;
}

function timeOf(at: string): string {
  const today = new Date().toISOString().slice(0, 10);
  return at.startsWith(today) ? at.slice(11, 16) : `${at.slice(5, 10)} ${at.slice(11, 16)}`;
}
