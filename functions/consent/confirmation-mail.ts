import { fill, textsFor, wordingFor } from "./texts.ts";

/** A mail as a sender takes it. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/**
 * Pure: the mail that asks for a confirmation. It is free of advertising, because nobody has permitted any yet
 * (domain-rules 2.3, Germany), and it does nothing but lead to the page with the button (INV-3).
 */
export function confirmationMail(facts: {
  readonly to: string;
  readonly name: string;
  readonly language: string;
  readonly company: string;
  readonly link: string;
}): Mail {
  const texts = textsFor(facts.language);
  const company = { company: facts.company };
  const lines = [
    fill(texts.hello, { name: facts.name }),
    fill(texts.confirm.why, company),
    wordingFor(facts.language, facts.company).text,
    texts.mail.link,
    facts.link,
    texts.mail.ignore,
    facts.company,
  ];
  const html = lines.map((line) =>
    line === facts.link
      ? `<p><a href="${escapeHtml(line)}">${escapeHtml(line)}</a></p>`
      : `<p>${escapeHtml(line)}</p>`,
  );
  return {
    to: facts.to,
    subject: texts.mail.subject,
    text: `${lines.join("\n\n")}\n`,
    html: `<!doctype html><html lang="${texts.lang}"><head><meta charset="utf-8"><title>${escapeHtml(texts.mail.subject)}</title></head><body style="font-family:sans-serif;font-size:16px;line-height:1.5">${html.join("")}</body></html>`,
  };
}

function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
