/** One message as its reader sees it: a mail in a sandboxed frame, at a phone's width, in the dark, without pictures. */
import { escapeHtml, localPage } from "../local-page.ts";
import { addressOf, type InboxMessage } from "./inbox.ts";
import { INBOX_PATH, kindOf, sentAt, timeOf } from "./inbox-page.ts";

const PARTS = { html: "Mail", text: "Text part", headers: "Headers" } as const;
const WIDTHS = { "320": "320 px", "390": "390 px", "600": "600 px" } as const;
const SCHEMES = { light: "Light", dark: "Dark" } as const;
const IMAGES = { on: "Pictures", off: "No pictures" } as const;

/** How a message is looked at. */
export interface MessageView {
  readonly part: keyof typeof PARTS;
  readonly width: keyof typeof WIDTHS;
  readonly scheme: keyof typeof SCHEMES;
  readonly images: keyof typeof IMAGES;
}

/** Reads a view from an address; what it does not say, or says wrongly, is as most people read. */
export function viewOf(query: URLSearchParams, message: InboxMessage | undefined): MessageView {
  const chosen = <Key extends string>(name: string, of: Readonly<Record<Key, string>>, otherwise: Key): Key =>
    (Object.keys(of) as Key[]).find((key) => key === query.get(name)) ?? otherwise;
  return {
    part: chosen("part", PARTS, message?.html === undefined ? "text" : "html"),
    width: chosen("width", WIDTHS, "390"),
    scheme: chosen("scheme", SCHEMES, "light"),
    images: chosen("images", IMAGES, "on"),
  };
}

const CSS = `
main{max-width:880px;margin:0 auto;padding:20px 20px 48px}
.back{display:inline-flex;align-items:center;min-height:44px;font-weight:500;text-decoration:none}
.who{display:flex;gap:12px;align-items:center;margin:12px 0 16px}
.face{flex:none;width:40px;height:40px;border-radius:50%;display:grid;place-items:center;background:var(--iris-bg);color:var(--iris-text);font-weight:650;font-size:.875rem}
.who b,.who div span{display:block;overflow-wrap:anywhere;line-height:1.375rem}
.who b{font-weight:600}
.who div span{color:var(--text-2);font-size:.875rem}
nav{display:flex;flex-wrap:wrap;gap:8px;margin:0 0 16px}
.group{display:flex;border:1px solid var(--edge);border-radius:8px;overflow:hidden}
.group a{display:flex;align-items:center;min-height:44px;padding:0 12px;font-size:.8125rem;font-weight:500;color:inherit;text-decoration:none;white-space:nowrap}
.group a+a{border-left:1px solid var(--line)}
.group a:hover{background:var(--sunken)}
.group a[aria-current]{background:var(--iris-bg);color:var(--iris-text);font-weight:600}
.group a:focus-visible{outline-offset:-2px}
.screen{overflow-x:auto}
iframe{display:block;height:880px;max-width:none;margin:0 auto;border:1px solid var(--line);border-radius:12px;background:#fff}
pre{margin:0;padding:16px;background:var(--surface);border:1px solid var(--line);border-radius:12px;white-space:pre-wrap;overflow-wrap:anywhere;font:inherit}
.bubble{display:inline-block;max-width:min(100%,32rem);border-radius:16px;background:var(--iris-bg)}
dl{display:grid;grid-template-columns:max-content 1fr;gap:8px 16px;margin:0;padding:16px;background:var(--surface);border:1px solid var(--line);border-radius:12px;font-size:.875rem}
dt{color:var(--text-3)}dd{margin:0;overflow-wrap:anywhere}
h2{font-size:1.0625rem;line-height:1.5rem;margin:24px 0 8px}
ol{list-style:none;margin:0;padding:0;background:var(--surface);border:1px solid var(--line);border-radius:12px}
li{padding:12px 16px;overflow-wrap:anywhere}li+li{border-top:1px solid var(--line)}
.reply{margin:24px 0 0;max-width:32rem}
.reply label{display:block;font-weight:600;margin-bottom:4px}
.reply div{display:flex;gap:8px}
.reply input{flex:1;min-width:0;min-height:44px;font:inherit;color:inherit;background:var(--surface);border:1px solid var(--edge);border-radius:8px;padding:0 12px}
.reply button{min-height:44px;font:inherit;font-weight:600;padding:0 16px;border:1px solid var(--edge);border-radius:8px;background:var(--surface);color:inherit;cursor:pointer}
@media (max-width:640px){main{padding:12px 16px 48px}.screen{margin:0 -16px}dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:8px}}
`;

/** A page for one message. */
export function messagePage(message: InboxMessage, view: MessageView): string {
  const title = message.subject ?? `${kindOf(message)} to ${message.to.join(", ")}`;
  const sender = /^"?(.*?)"?\s*<[^<>]+>$/.exec(message.from)?.[1]?.replaceAll("\\", "") || message.from;
  const initials = [...sender.matchAll(/(?<![\p{L}\p{M}])\p{L}/gu)].slice(0, 2).join("").toUpperCase();
  return localPage(
    title,
    CSS,
    `<main><a class="back" href="${INBOX_PATH}">‹ Inbox</a><h1>${escapeHtml(title)}</h1>
<div class="who"><span class="face" aria-hidden="true">${escapeHtml(initials)}</span><div><b>${escapeHtml(sender)}</b><span>to ${escapeHtml(message.to.map(addressOf).join(", "))} · <time datetime="${sentAt(message)}">${timeOf(sentAt(message))}</time></span></div></div>
${message.channel === "sms" ? "" : `<nav aria-label="How the message is shown">${choices(message, view)}</nav>`}
${partOf(message, view)}
${message.channel === "sms" ? replyForm(message) : ""}
${view.part === "headers" ? "" : linksOf(message)}</main>`,
  );
}

/** Answering as the person whose phone it is: STOP, HELP, YES, or anything else. */
function replyForm({ id }: InboxMessage): string {
  return `<form class="reply" method="post" action="${INBOX_PATH}/${encodeURIComponent(id)}/reply"><label for="reply">Answer this text</label>
<div><input id="reply" name="text" required maxlength="1600" autocomplete="off" placeholder="STOP, HELP or anything else"><button>Send</button></div></form>`;
}

function choices(message: InboxMessage, view: MessageView): string {
  const group = <Name extends keyof MessageView>(
    name: Name,
    label: string,
    of: Readonly<Record<string, string>>,
  ) =>
    `<div class="group" role="group" aria-label="${label}">${Object.entries(of)
      .map(
        ([value, words]) =>
          `<a href="${addressFor(message, { ...view, [name]: value })}"${view[name] === value ? ' aria-current="true"' : ""}>${words}</a>`,
      )
      .join("")}</div>`;
  const parts = group("part", "Part", PARTS);
  if (view.part !== "html" || message.html === undefined) return parts;
  return [
    parts,
    group("width", "Width", WIDTHS),
    group("scheme", "Colours", SCHEMES),
    group("images", "Pictures", IMAGES),
  ].join("\n");
}

function addressFor(message: InboxMessage, view: MessageView, part = ""): string {
  const query = new URLSearchParams({ ...view }).toString().replaceAll("&", "&amp;");
  return `${INBOX_PATH}/${encodeURIComponent(message.id)}${part}?${query}`;
}

function partOf(message: InboxMessage, view: MessageView): string {
  if (view.part === "headers") {
    const facts = [
      ["sent (real time)", message.at],
      ...Object.entries(message.headers),
      ...Object.entries(message.tags).map(([name, value]) => [`tag ${name}`, value] as const),
    ] as const;
    return `<dl>${facts.map(([name, value]) => `<dt>${escapeHtml(name ?? "")}</dt><dd>${escapeHtml(value ?? "")}</dd>`).join("")}</dl>`;
  }
  if (view.part === "html" && message.html !== undefined) {
    return `<div class="screen"><iframe title="The mail" width="${view.width}" style="color-scheme:${view.scheme}" sandbox="allow-popups allow-popups-to-escape-sandbox" src="${addressFor(message, view, "/html")}"></iframe></div>`;
  }
  if (message.text === undefined) return "<p>This message has no text part.</p>";
  return `<pre${message.channel === "sms" ? ' class="bubble"' : ""}>${escapeHtml(message.text)}</pre>`;
}

function linksOf({ links }: InboxMessage): string {
  if (links.length === 0) return "";
  const items = links.map(
    (link) => `<li><a href="${escapeHtml(link)}" rel="noreferrer">${escapeHtml(link)}</a></li>`,
  );
  return `<h2>Links</h2><ol>${items.join("")}</ol>`;
}

/**
 * The HTML part for the frame. The reader's colours are written in, because a frame would follow the machine's; links
 * open beside the inbox.
 */
export function shownHtml(html: string, view: MessageView): string {
  const colours = html.replace(/\(\s*prefers-color-scheme\s*:\s*(\w+)\s*\)/g, (_query, scheme: string) =>
    scheme === view.scheme ? "(min-width:0)" : "(max-width:0)",
  );
  const base = '<base target="_blank">';
  return /<head[^>]*>/i.test(colours) ? colours.replace(/<head[^>]*>/i, `$&${base}`) : base + colours;
}

/** What the frame may do: nothing but show its own style, and pictures unless they are off. */
export function framePolicy(view: MessageView): string {
  const pictures = view.images === "on" ? "https: http: data:" : "'none'";
  return `sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src ${pictures}; form-action 'none'; frame-ancestors 'self'`;
}
