/** The list of everything that was sent, as a page to read. No script is needed. */
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
.row{display:grid;grid-template-columns:4.5rem 16rem 1fr auto;gap:2px 16px;align-items:baseline;padding:12px 16px;color:inherit;text-decoration:none}
.row:hover{background:var(--sunken)}
.row:focus-visible{outline-offset:-2px}
.row span{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.row .what{font-weight:600}
.row .what i{font-style:normal;font-weight:400;color:var(--text-2)}
.kind{font-size:.8125rem;color:var(--text-2)}
.empty{padding:48px 16px;text-align:center;color:var(--text-2);background:var(--surface);border:1px solid var(--line);border-radius:12px}
@media (max-width:640px){main{padding:20px 16px 48px}.row{grid-template-columns:1fr auto;padding:12px 16px}.row .kind{grid-area:1/1}.row time{grid-area:1/2}.row .to,.row .what{grid-column:1/-1}}
`;

/** All messages, newest first; `to` is what the reader filtered by, `note` what they should know. */
export function listPage(messages: readonly InboxMessage[], to: string, note = ""): string {
  const rows = messages.map(
    (message) => `<li><a class="row" href="${INBOX_PATH}/${encodeURIComponent(message.id)}">
<span class="kind">${kindOf(message)}</span><span class="to">${escapeHtml(message.to.join(", "))}</span>
<span class="what">${summaryOf(message)}</span><time class="meta" datetime="${sentAt(message)}">${timeOf(sentAt(message))}</time></a></li>`,
  );
  const here = to === "" ? INBOX_PATH : `${INBOX_PATH}?to=${encodeURIComponent(to)}`;
  const empty = to
    ? `Nothing was sent to ${escapeHtml(to)} yet.`
    : "Nothing was sent yet. Texts and e-mails appear here instead of leaving this machine.";
  return localPage(
    "Inbox",
    CSS,
    `<main><header><h1>Inbox</h1><span class="meta">${messages.length} ${messages.length === 1 ? "message" : "messages"} · <a href="${here}">Refresh</a> · <a href="${INBOX_PATH}.json">JSON</a></span></header>
<form method="get" action="${INBOX_PATH}" role="search"><input name="to" type="search" value="${escapeHtml(to)}" placeholder="Number or e-mail address" aria-label="Recipient"><button>Show</button></form>
${note === "" ? "" : `<p role="status">${note}</p>`}
${rows.length > 0 ? `<ol>${rows.join("")}</ol>` : `<p class="empty">${empty}</p>`}</main>`,
  );
}

/** What people call the channel. */
export function kindOf(message: InboxMessage): string {
  return message.channel === "sms" ? "Text" : "E-mail";
}

function summaryOf({ subject, text }: InboxMessage): string {
  const start = (text ?? "").replace(/\s+/g, " ").slice(0, 140);
  if (subject === undefined) return `<i>${escapeHtml(start)}</i>`;
  return start === "" ? escapeHtml(subject) : `${escapeHtml(subject)} <i>${escapeHtml(start)}</i>`;
}

/** Business time of the sending. */
export function sentAt({ at, businessAt }: InboxMessage): string {
  return businessAt ?? at;
}

/** `Mon 23 Nov, 09:40`, in UTC as everything else of the runtime. */
export function timeOf(at: string): string {
  return new Intl.DateTimeFormat("en-IE", {
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    timeZone: "UTC",
  }).format(new Date(at));
}
