import { describe, expect, it } from "vitest";
import { invitationMail } from "./invitation-mail.ts";
import { invitationWords } from "./invitation-words.ts";

const MAIL = {
  words: invitationWords("en-IE"),
  language: "en-IE",
  company: "Acme Therapeutics",
  postalAddress: "1 Harbour Square, Dublin",
  repName: "Ana Ruiz",
  recipientName: `Dr <O'Neill> & "Sons"`,
  link: "https://hcp.acme.example/s/7mQ2xKc9TfR4bW8nYh3LpA",
  unsubscribeUrl: "https://hcp.acme.example/u/9TfR4bW8nYh3LpA7mQ2xKc",
  previewUrl: "https://hcp.acme.example/previews/p.gif",
};

describe("the invitation mail", () => {
  it("has link, sender, postal address, reason and unsubscribe in both parts (2.8)", () => {
    const { html, text, subject } = invitationMail(MAIL);
    expect(subject).toBe("Ana Ruiz (Acme Therapeutics) has shared information with you");
    for (const part of [html, text]) {
      for (const said of [MAIL.link, MAIL.unsubscribeUrl, MAIL.company, MAIL.postalAddress, "you agreed"]) {
        expect(part).toContain(said);
      }
    }
  });

  it("escapes names in HTML", () => {
    const { html } = invitationMail(MAIL);
    expect(html).toContain("Dr &lt;O&#39;Neill&gt; &amp; &quot;Sons&quot;");
    expect(html).not.toContain("<O'Neill>");
  });

  it("shows the preview with words instead of the picture, and nothing without one", () => {
    expect(invitationMail(MAIL).html).toMatch(/<img src="[^"]+previews\/p\.gif" alt="A short video[^"]*"/);
    const { previewUrl: _, ...plain } = MAIL;
    expect(invitationMail(plain).html).not.toContain("<img");
  });

  it("has nothing wider than a 320 px screen and no tracking picture (CON-8)", () => {
    const { html } = invitationMail(MAIL);
    const widths = [...html.matchAll(/(?<!max-)width:(\d+)px/g)];
    expect(widths).toEqual([]);
    expect(html.match(/<img/g)).toHaveLength(1);
    expect(html).toContain("max-width:480px;height:auto");
  });

  it("keeps the subject on one line", () => {
    expect(invitationMail({ ...MAIL, company: "Acme\r\nBcc: x" }).subject).not.toMatch(/[\r\n]/);
  });
});
