import { type InvitationWords, printableName } from "./invitation-words.ts";

/** What an invitation mail says. Addresses are absolute. */
export interface InvitationMail {
  readonly words: InvitationWords;
  readonly language: string;
  readonly company: string;
  readonly postalAddress: string;
  readonly repName: string;
  readonly recipientName: string;
  readonly link: string;
  readonly unsubscribeUrl: string;
  /** Moving or still picture of the first video; the same address for everybody, so it tracks nobody (CON-8). */
  readonly previewUrl?: string;
}

/** Text as HTML text or attribute value. */
function escapeHtml(text: string): string {
  return text
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;")
    .replace(/'/g, "&#39;");
}

/**
 * Renders subject, HTML and text of an invitation: neutral, without product, pixel or tracked link. One fluid column
 * with inline styles, so that it reads at 320 px and in mail programs that drop style sheets.
 */
export function invitationMail(mail: InvitationMail): { subject: string; html: string; text: string } {
  const { words, company, link, unsubscribeUrl } = mail;
  const person = printableName(mail.repName) ?? words.contact;
  const subject = capitalized(words.subject(company, person)).replace(/[\r\n]+/g, " ");
  const paragraphs = [
    words.greeting(mail.recipientName),
    capitalized(words.line(person, company)),
    words.forProfessionals,
  ];
  const footer = [words.because(company), mail.postalAddress];
  const text = [
    ...paragraphs,
    `${words.open}: ${link}`,
    "--",
    ...footer,
    `${words.unsubscribe}: ${unsubscribeUrl}`,
  ].join("\n\n");
  return { subject, html: htmlOf(mail, subject, paragraphs, footer), text };
}

function htmlOf(mail: InvitationMail, subject: string, paragraphs: string[], footer: string[]): string {
  const { words } = mail;
  const link = escapeHtml(mail.link);
  const paragraph = (text: string) => `<p style="margin:0 0 16px">${escapeHtml(text)}</p>`;
  const preview =
    mail.previewUrl === undefined
      ? ""
      : `<p style="margin:0 0 16px"><a href="${link}"><img src="${escapeHtml(mail.previewUrl)}" alt="${escapeHtml(words.previewAlt)}" width="480" style="display:block;width:100%;max-width:480px;height:auto;border:0"></a></p>`;
  return `<!doctype html>
<html lang="${escapeHtml(mail.language)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(subject)}</title></head>
<body style="margin:0;padding:16px;background:#faf8f4;color:#1d1b26;font:16px/1.5 system-ui,sans-serif">
<div style="max-width:480px;margin:0 auto">
${paragraphs.map(paragraph).join("\n")}
${preview}
<p style="margin:24px 0"><a href="${link}" style="display:inline-block;padding:12px 20px;background:#4b3fbf;color:#ffffff;text-decoration:none;border-radius:6px">${escapeHtml(words.open)}</a></p>
<hr style="border:0;border-top:1px solid #d8d4cc;margin:24px 0">
<div style="font-size:14px;color:#55525f">
${footer.map(paragraph).join("\n")}
<p style="margin:0"><a href="${escapeHtml(mail.unsubscribeUrl)}" style="color:#55525f">${escapeHtml(words.unsubscribe)}</a></p>
</div>
</div>
</body>
</html>`;
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
