import { profileOf } from "../../shared/model/country-profiles.ts";
import { nameInMails } from "../../shared/model/hcp.ts";
import type { WaitingMessage } from "../../shared/model/message.ts";
import type { Instant } from "../../shared/model/time.ts";
import { MEDIA_PREFIX } from "../../shared/names.ts";
import { usable } from "../content/facts.ts";
import { findAsset } from "../media/facts.ts";
import type { FactsDeps, Gathered } from "./gather-facts.ts";
import { invitationMail } from "./invitation-mail.ts";
import { invitationWords } from "./invitation-words.ts";
import type { OutgoingMessage } from "./message-sender.ts";
import { smsText } from "./sms-text.ts";

/**
 * Builds the finished message of one hand-off in the HCP's language. Reads the space's first ready video for the
 * e-mail's preview. Called before the commit, so that nothing but the send can fail after it.
 * @throws Error when there is no address: the gate has denied such a message
 */
export async function buildMessage(
  deps: FactsDeps,
  message: WaitingMessage,
  attempt: number,
  gathered: Gathered,
  tokens: { readonly link: string; readonly unsubscribe: string },
  now: Instant,
): Promise<OutgoingMessage> {
  const { hcp, address } = gathered;
  if (address === undefined) throw new Error(`${message.messageId} has no address`);
  const words = invitationWords(hcp.language);
  const link = `${deps.hcpOrigin}/s/${tokens.link}`;
  const base = { messageId: message.messageId, attempt, to: address.value };
  if (message.channel === "sms") {
    return { ...base, channel: "sms", text: smsText(words, deps.company, message.sender.name, link) };
  }
  const unsubscribeUrl = `${deps.hcpOrigin}/u/${tokens.unsubscribe}`;
  const previewUrl = await previewOf(deps, gathered, now);
  const mail = invitationMail({
    words,
    language: hcp.language,
    company: deps.company,
    postalAddress: profileOf(hcp.country).postalAddress,
    repName: message.sender.name,
    recipientName: nameInMails(hcp),
    link,
    unsubscribeUrl,
    ...(previewUrl === undefined ? {} : { previewUrl }),
  });
  return { ...base, channel: "email", ...mail, unsubscribeUrl };
}

/** Picture of the first video that may be shown inside a mail (MLR-9), at its public address. */
async function previewOf(deps: FactsDeps, gathered: Gathered, now: Instant): Promise<string | undefined> {
  const { country, language } = gathered.hcp;
  const shown = gathered.versions.find(
    (version) => usable(version, { country, language, channel: "email", audience: "hcp", now }).usable,
  );
  if (shown === undefined) return undefined;
  const asset = await findAsset(deps, shown.assetId);
  const key = asset?.state === "ready" ? asset.preview.key : undefined;
  return key?.startsWith(MEDIA_PREFIX.previews) === true ? `${deps.hcpOrigin}/${key}` : undefined;
}
