/** The page on which a developer chooses whom to be. */
import { escapeHtml, localPage } from "../local-page.ts";
import type { PoolUser } from "./pool-users.ts";

const CSS = `
main{max-width:560px;margin:0 auto;padding:48px 20px}
.brand{display:flex;align-items:center;gap:10px;margin-bottom:24px;font-weight:650}
.brand svg{width:24px;height:24px}
main>p{color:var(--text-2);margin:8px 0 24px;text-wrap:pretty}
ul{list-style:none;margin:0;padding:0;background:var(--surface);border:1px solid var(--line);border-radius:12px;overflow:hidden}
li+li{border-top:1px solid var(--line)}
button{display:grid;grid-template-columns:1fr auto;gap:2px 16px;align-items:center;width:100%;min-height:64px;padding:12px 16px;border:0;background:none;color:inherit;font:inherit;text-align:left;cursor:pointer}
button:hover{background:var(--sunken)}
button:focus-visible{outline-offset:-2px}
button b{font-weight:600}
button .mail{grid-column:1;color:var(--text-2);font-size:.875rem;line-height:1.25rem;overflow-wrap:anywhere}
.groups{grid-column:2;grid-row:1/span 2;display:flex;flex-wrap:wrap;gap:4px;justify-content:flex-end;max-width:12rem}
.groups span{padding:2px 8px;border-radius:4px;background:var(--iris-bg);color:var(--iris-text);font-size:.75rem;line-height:1.125rem}
.note{padding:32px 16px;text-align:center;color:var(--text-2);background:var(--surface);border:1px solid var(--line);border-radius:12px}
code{font-family:ui-monospace,monospace;font-size:.875em}
@media (max-width:480px){main{padding:32px 16px}.groups{grid-column:1;grid-row:auto;justify-content:flex-start;max-width:none;margin-top:4px}}
`;

const BRAND = `<div class="brand"><svg viewBox="0 0 32 32" aria-hidden="true" fill="none" stroke="#fff" stroke-width="2.2" stroke-linejoin="round"><rect width="32" height="32" rx="8" fill="#5646cc" stroke="none"/><path d="M7 11.5 16 18l9-6.5V22a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 7 22Zl3-2.2h12l3 2.2"/></svg>Invito</div>`;

/** Groups of the pool as people say them. */
const GROUPS: Readonly<Record<string, string>> = {
  rep: "Representative",
  marketer: "Marketing",
  reviewer: "MLR reviewer",
  msl: "Medical information",
  safety: "Safety",
  compliance: "Compliance",
  analyst: "Analyst",
  admin: "Administrator",
};

/** Lists who can sign in; each is one button that posts `username` to `action`. */
export function signInPage(action: string, users: readonly PoolUser[]): string {
  const rows = users.map(
    ({ username, attributes, groups }) =>
      `<li><button name="username" value="${escapeHtml(username)}"><b>${escapeHtml(attributes.name ?? username)}</b>
<span class="mail">${escapeHtml(attributes.email ?? username)}</span>
<span class="groups">${groups.map((group) => `<span>${escapeHtml(GROUPS[group] ?? group)}</span>`).join("")}</span></button></li>`,
  );
  const list =
    rows.length > 0
      ? `<form method="post" action="${escapeHtml(action)}"><ul aria-label="People">${rows.join("")}</ul></form>`
      : `<p class="note">Nobody can sign in yet. Run <code>npm run first-admin</code>.</p>`;
  return localPage(
    "Sign in",
    CSS,
    `<main>${BRAND}<h1>Who do you want to be?</h1><p>This page stands in for Cognito’s sign-in on this machine. No password is needed.</p>${list}</main>`,
  );
}

/** Says why a sign-in cannot go on. */
export function signInProblemPage(problem: string): string {
  return localPage(
    "Sign in",
    CSS,
    `<main>${BRAND}<h1>This sign-in cannot go on</h1><p>${escapeHtml(problem)}</p></main>`,
  );
}
