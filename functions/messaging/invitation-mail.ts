import { fillMail } from "../runtime/mail-template.ts";
import { html as TEMPLATE } from "./invitation-mail.html.ts";
import { invitationWords } from "./invitation-words.ts";
import {
  type InvitationMail,
  invitationSentences,
  type PlainMail,
  plainInvitation,
} from "./plain-invitation.ts";

/** A mail as it leaves. */
export interface RenderedMail extends PlainMail {
  readonly html: string;
}

/**
 * Pure: renders an invitation: neutral, without product, pixel or tracked link. Both parts say the same, and every name
 * in them is text only. The composer's preview shows exactly this, with links that lead nowhere.
 */
export function invitationMail(mail: InvitationMail): RenderedMail {
  const words = invitationWords(mail.language);
  const said = invitationSentences(mail, words);
  const { links } = mail;
  const { footer } = words;
  const html = fillMail(TEMPLATE, {
    ...said,
    ...footer,
    lang: words.lang,
    company: mail.company,
    initial: mail.company.charAt(0),
    link: links.page,
    unsubscribeUrl: links.unsubscribe,
    choicesUrl: links.choices,
    privacyUrl: links.privacy,
    sideEffectsUrl: links.sideEffects,
    prescribingUrl: links.prescribing,
    previewUrl: mail.previewUrl,
  });
  return { ...plainInvitation(mail), html };
}
