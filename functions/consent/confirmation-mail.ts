import { fillMail, inertName } from "../runtime/mail-template.ts";
import { html as TEMPLATE } from "./confirmation-mail.html.ts";
import { fill, textsFor } from "./texts.ts";

/** A mail as a sender takes it. `fromName` stands before the sender's address. */
export interface Mail {
  readonly to: string;
  readonly fromName: string;
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
  readonly postalAddress: string;
  readonly link: string;
  /** What is asked, one declaration each. */
  readonly wordings: readonly string[];
}): Mail {
  const { company, link, wordings } = facts;
  const texts = textsFor(facts.language);
  const said = {
    subject: texts.mail.subject,
    hello: fill(texts.hello, { name: inertName(facts.name) ?? "" }).replace(/\s+,$/, ","),
    why: fill(texts.confirm.why, { company }),
    wordings,
    instruction: texts.mail.link,
    open: texts.mail.open,
    ignore: texts.mail.ignore,
    sender: facts.postalAddress,
  };
  const { hello, why, instruction, ignore, sender } = said;
  const asked = wordings.length === 1 ? wordings.join("") : wordings.map((text) => `- ${text}`).join("\n");
  return {
    to: facts.to,
    fromName: company,
    subject: said.subject,
    text: `${[hello, why, asked, instruction, link, ignore, "--", sender].join("\n\n")}\n`,
    html: fillMail(TEMPLATE, { ...said, lang: texts.lang, company, initial: company.charAt(0), link }),
  };
}
