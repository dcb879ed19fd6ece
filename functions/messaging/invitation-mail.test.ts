import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { invitationMail } from "./invitation-mail.ts";
import type { InvitationMail } from "./plain-invitation.ts";

const MAIL: InvitationMail = {
  language: "en-IE",
  company: "Acme Therapeutics",
  postalAddress: "Acme Therapeutics, 1 Harbour Square, Dublin",
  repName: "Ana Ruiz",
  recipientName: "Dr. O'Neill",
  country: "IE",
  timeZone: "Europe/Dublin",
  agreed: { at: Date.parse("2026-11-03T23:30:00Z"), way: "doi_button" },
  material: { code: "IE-CAR-26-00460", major: 1, preparedAt: Date.parse("2026-11-10T09:00:00Z") },
  videoSeconds: 38.04,
  previewUrl: "https://hcp.acme.example/previews/p.gif",
  links: {
    page: "https://hcp.acme.example/s/7mQ2xKc9TfR4bW8nYh3LpA",
    unsubscribe: "https://hcp.acme.example/u/9TfR4bW8nYh3LpA7mQ2xKc",
    choices: "https://hcp.acme.example/choices/9TfR4bW8nYh3LpA7mQ2xKc",
    privacy: "https://hcp.acme.example/?lang=en#privacy",
    sideEffects: "https://hcp.acme.example/?lang=en#safety",
    prescribing: "https://www.acme.example/ie/prescribing-information",
  },
};
const { videoSeconds: _, previewUrl: __, ...WITHOUT_VIDEO } = MAIL;
/** Gmail cuts what is longer, and with it the footer. */
const GMAIL_BYTES = 102 * 1024;

/** What a reader sees with pictures off: the text of the body, and what stands for pictures. */
function seen(html: string): string {
  return html
    .replace(/<!--\[if mso[\s\S]*?<!\[endif\]-->|<head>[\s\S]*?<\/head>/g, "")
    .replace(/<img[^>]*alt="([^"]*)"[^>]*>/g, "$1")
    .replace(/<[^>]*>/g, "\n")
    .replace(/&(lt|gt|quot|#39|amp);/g, (_entity, name: string) => ENTITIES[name] ?? "")
    .replace(/\s+/g, " ");
}
const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', "#39": "'", amp: "&" };

describe("the invitation mail", () => {
  it("comes from the rep for the company, with a short subject that names no product", () => {
    const { fromName, subject } = invitationMail(MAIL);
    expect(fromName).toBe("Ana Ruiz, Acme Therapeutics");
    expect(subject).toBe("A short video for you, Dr. O'Neill");
  });

  it("says everything in both parts: what waits, who writes, why, and how to end it (2.8)", () => {
    const { html, text } = invitationMail(MAIL);
    for (const part of [seen(html), text.replace(/\s+/g, " ")]) {
      for (const said of [
        "Dear Dr. O'Neill,",
        "I left a short video on your private page. It takes 38 seconds, without an account, whenever it suits you.",
        "Watch on your page",
        MAIL.links.page,
        "The link is yours alone.",
        "Ana Ruiz writes for Acme Therapeutics, 1 Harbour Square, Dublin.",
        "You agreed to promotional e-mails from Acme Therapeutics on 3 Nov 2026, by pressing Confirm.",
        "Unsubscribe",
        "Your choices",
        "Privacy",
        "Report a side effect",
        "Prescribing information",
        "For healthcare professionals in Ireland. IE-CAR-26-00460 v1.0, prepared November 2026.",
      ]) {
        expect(part).toContain(said);
      }
    }
    for (const link of Object.values(MAIL.links)) {
      expect(html).toContain(`href="${link}"`);
      expect(text).toContain(link);
    }
  });

  it.each([
    ["de-DE", "DE", "Ein kurzes Video für Sie, Dr. O'Neill", "am 3. Nov. 2026 mit der Taste"],
    ["fr-FR", "FR", "Une courte vidéo pour vous, Dr. O'Neill", "le 3 nov. 2026, en appuyant"],
    ["es-US", "US", "A short video for you, Dr. O'Neill", "on 3 Nov 2026, by pressing"],
  ] as const)("speaks the HCP's language: %s", (language, country, subject, agreed) => {
    const mail = invitationMail({ ...MAIL, language, country });
    expect(mail.subject).toBe(subject);
    expect(mail.text).toContain(agreed);
  });

  it("invites to a page where there is no video, without a picture", () => {
    const { subject, html, text } = invitationMail(WITHOUT_VIDEO);
    expect(subject).toBe("A short page for you, Dr. O'Neill");
    expect(text).toContain("Open your page");
    expect(html).not.toContain("<img");
  });

  it("speaks for the company where the rep's name is none", () => {
    const { fromName, text } = invitationMail({ ...MAIL, repName: "ana" });
    expect(fromName).toBe("Acme Therapeutics");
    expect(text).toContain("Acme Therapeutics left a short video");
    expect(text).not.toContain("ana ");
  });

  it("shows the preview with words instead of the picture, once to Outlook and once to all others", () => {
    const { html } = invitationMail(MAIL);
    expect(html.match(/<img src="[^"]+previews\/p\.gif" alt="Watch the video, 38 seconds"/g)).toHaveLength(2);
    expect(html.match(/<!--\[if mso\]><img[^>]*width="480"/g)).toHaveLength(1);
  });

  it("asks nobody for anything but the preview: no tracking picture, no font, no style sheet (CON-8)", () => {
    const { html } = invitationMail(MAIL);
    const loaded = [...html.matchAll(/(?:src="|url\(|@import|<link)([^"')]*)/g)].map(
      ([, address]) => address,
    );
    expect(new Set(loaded)).toEqual(new Set([MAIL.previewUrl]));
  });

  it("fits a 320 px screen and is never cut off by Gmail", () => {
    const { html } = invitationMail(MAIL);
    const forPhones = html.replace(/<!--\[if mso[\s\S]*?<!\[endif\]-->/g, "");
    const wide = [...forPhones.matchAll(/(?<![-\w])width:(\d+)px/g)].filter(
      ([, width]) => Number(width) > 320,
    );
    expect(wide).toEqual([]);
    expect(Buffer.byteLength(html)).toBeLessThan(GMAIL_BYTES / 4);
  });

  it("says a template's words and their code, the longest there are too, in the same frame (MLR-10, MLR-11)", () => {
    const paragraphs = ["Good day Dr. O'Neill,", `${"Wort".repeat(40)} `.repeat(12), "<b>{{link}}</b>"];
    const words = { subject: "For your Thursday round", paragraphs, code: "IE-MSG-26-00001 v1.0" };
    const { subject, html, text } = invitationMail({ ...MAIL, words });
    expect(subject).toBe("For your Thursday round");
    for (const part of [seen(html), text.replace(/\s+/g, " ")]) {
      expect(part).toContain("Good day Dr. O'Neill,");
      expect(part).toContain("<b>{{link}}</b>");
      expect(part).toContain("prepared November 2026. IE-MSG-26-00001 v1.0");
      expect(part).not.toContain("I left a short video");
    }
    for (const link of Object.values(MAIL.links)) expect(html).toContain(`href="${link}"`);
    // a word longer than the screen breaks, so nothing is wider than 320 px; dark mode knows the paragraphs by their class
    expect(html.match(/class="text"[^>]*><div style="[^"]*overflow-wrap:break-word/g)).toHaveLength(3);
    expect(Buffer.byteLength(html)).toBeLessThan(GMAIL_BYTES / 4);
  });

  it("keeps every name a text, the subject one short line, and both parts the same", () => {
    const name = fc.oneof(
      fc.string({ unit: "binary", maxLength: 200 }),
      fc.constantFrom(
        "Dr <b>x</b>",
        "Dr https://evil.example",
        "evil.example",
        "Ann\r\nBcc: x@y.zz",
        "{{link}}",
      ),
    );
    fc.assert(
      fc.property(name, name, name, (recipientName, repName, company) => {
        const { subject, html, text, fromName } = invitationMail({
          ...MAIL,
          recipientName,
          repName,
          company,
        });
        expect(subject).not.toMatch(/[\r\n]/);
        expect([...subject].length).toBeLessThanOrEqual(45);
        const signed = { repName: fromName === company ? "" : "Ana Ruiz" };
        const plain = invitationMail({ ...MAIL, ...signed, recipientName: "", company: "Acme" }).html;
        const tags = (part: string) => part.match(/<[^>]*?(?=[\s>])/g)?.length;
        expect(tags(html)).toBe(tags(plain));
        expect([...html.matchAll(/href="([^"]*)"/g)].map(([, address]) => address)).toEqual(
          [...plain.matchAll(/href="([^"]*)"/g)].map(([, address]) => address),
        );
        const links = text.match(/\b(?:https?:\/\/|www\.)\S+/g) ?? [];
        const foreign = links.filter((link) => !company.includes(link) && !link.includes("acme.example"));
        expect(foreign).toEqual([]);
        const greeting = text.split("\n")[0] ?? "";
        expect(greeting).not.toMatch(/[@/:<>\d]|\.\p{L}\p{L}/u);
        expect(seen(html)).toContain(greeting.replace(/\s+/g, " "));
      }),
    );
  });
});
