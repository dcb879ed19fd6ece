import type { Channel } from "../../shared/model/channel.ts";
import type { ContentVersion } from "../../shared/model/content.ts";
import { profileOf } from "../../shared/model/country-profiles.ts";
import { nameInMails } from "../../shared/model/hcp.ts";
import type { WaitingMessage } from "../../shared/model/message.ts";
import { paragraphsOf, sayTemplate } from "../../shared/model/template-words.ts";
import type { Instant } from "../../shared/model/time.ts";
import { MEDIA_PREFIX } from "../../shared/names.ts";
import { materialCodeOf, usable } from "../content/facts.ts";
import { findAsset } from "../media/facts.ts";
import type { FactsDeps, Gathered } from "./gather-facts.ts";
import { valuesFor } from "./gather-saying.ts";
import { invitationMail } from "./invitation-mail.ts";
import { invitationWords } from "./invitation-words.ts";
import type { OutgoingMessage } from "./message-sender.ts";
import type { InvitationMail } from "./plain-invitation.ts";
import { smsText } from "./sms-text.ts";

export interface BuildDeps extends FactsDeps {
  /** The bucket from which the text service takes pictures. @default texts carry none in this stage */
  readonly pictureBucket?: string | undefined;
}

/**
 * Builds the finished message of one hand-off in the HCP's language. Called before the commit, so that nothing but the
 * send can fail after it.
 * @throws Error when there is no address: the gate has denied such a message
 */
export async function buildMessage(
  deps: BuildDeps,
  message: WaitingMessage,
  attempt: number,
  gathered: Gathered,
  tokens: { readonly link: string; readonly unsubscribe: string },
  now: Instant,
): Promise<OutgoingMessage> {
  const { address } = gathered;
  if (address === undefined) throw new Error(`${message.messageId} has no address`);
  const link = `${deps.hcpOrigin}/s/${tokens.link}`;
  const base = { messageId: message.messageId, attempt, to: address.value };
  if (message.channel === "sms") {
    const text = textOf(deps, gathered, message.sender.name, link, message.wording?.fills);
    return { ...base, channel: "sms", text, ...(await pictureOf(deps, gathered, now)) };
  }
  const unsubscribeUrl = `${deps.hcpOrigin}/u/${tokens.unsubscribe}`;
  const facts = await invitationFacts(deps, gathered, message.sender.name, now);
  const mail = invitationMail({
    ...facts,
    links: {
      ...facts.links,
      page: link,
      unsubscribe: unsubscribeUrl,
      choices: `${deps.hcpOrigin}/choices/${tokens.unsubscribe}`,
    },
  });
  return { ...base, channel: "email", ...mail, unsubscribeUrl };
}

/**
 * What an invitation by mail to this HCP says at this instant, with links that end at the site's door: what a preview
 * shows. Reads the first video that the mail may announce.
 */
export async function invitationFacts(
  deps: FactsDeps,
  gathered: Gathered,
  repName: string,
  now: Instant,
): Promise<InvitationMail> {
  const { hcp, agreed, versions } = gathered;
  const { postalAddress, publicPages } = profileOf(hcp.country);
  const shown = shownIn("email", gathered, now);
  const door = deps.hcpOrigin;
  const { lang } = invitationWords(gathered.speaks);
  return {
    language: gathered.speaks,
    company: deps.company,
    postalAddress,
    repName,
    recipientName: nameInMails(hcp),
    country: hcp.country,
    timeZone: hcp.timeZone,
    ...(agreed === undefined ? {} : { agreed: { at: Date.parse(agreed.at), way: agreed.evidence.method } }),
    ...materialOf(shown ?? versions[0], hcp.country),
    ...wordsOf(gathered),
    ...(shown === undefined ? {} : await previewOf(deps, shown)),
    links: {
      page: door,
      unsubscribe: door,
      choices: door,
      privacy: `${door}/?lang=${lang}#privacy`,
      sideEffects: `${door}/?lang=${lang}#safety`,
      prescribing: publicPages.prescribing,
    },
  };
}

/** The words of a text: the template's, or the house's own. */
export function textOf(
  deps: Pick<FactsDeps, "company" | "hcpOrigin">,
  { hcp, speaks, saying: { template } }: Gathered,
  repName: string,
  link: string,
  fills: Readonly<Record<string, string>> = {},
): string {
  if (template === undefined) return smsText(invitationWords(speaks), deps.company, repName, link);
  return sayTemplate(template, valuesFor(deps, hcp, repName, link), fills, hcp.specialty).body;
}

/** Subject and paragraphs of a mail that leaves with a template's words, and the code to print with them (MLR-10). */
function wordsOf({ hcp, saying: { template, said } }: Gathered): Pick<InvitationMail, "words"> {
  if (template === undefined || said === undefined) return {};
  const code = template.materialCodes.find(({ country }) => country === hcp.country)?.code;
  return {
    words: {
      subject: said.subject ?? "",
      paragraphs: paragraphsOf(said.body),
      ...(code === undefined ? {} : { code: `${code} v${template.major}.0` }),
    },
  };
}

/** The first piece whose picture may be shown inside a message of the channel (MLR-9). */
function shownIn(channel: Channel, { hcp, versions }: Gathered, now: Instant): ContentVersion | undefined {
  const { country, language } = hcp;
  const use = { country, language, channel, audience: "hcp", now } as const;
  return versions.find((version) => usable(version, use).usable);
}

/** The moving picture of a text, where stage, country and the piece's approval for texts allow one (aws-facts 1.2). */
async function pictureOf(
  deps: BuildDeps,
  gathered: Gathered,
  now: Instant,
): Promise<{ readonly pictureUrl?: string }> {
  const { pictureBucket } = deps;
  if (pictureBucket === undefined || gathered.facts.profile?.sms.pictures !== true) return {};
  const shown = shownIn("sms", gathered, now);
  const asset = shown === undefined ? undefined : await findAsset(deps, shown.assetId);
  // a document has no picture
  if (asset?.state !== "ready" || asset.kind !== "film" || asset.preview.bytes > MMS_PICTURE_BYTES) return {};
  return { pictureUrl: `s3://${pictureBucket}/${asset.preview.key}` };
}

/** Largest picture that End User Messaging takes. */
const MMS_PICTURE_BYTES = 2_000_000;

/** The code of the piece that a mail announces (MLR-10). */
function materialOf(
  version: ContentVersion | undefined,
  country: Gathered["hcp"]["country"],
): Pick<InvitationMail, "material"> {
  if (version === undefined || !("approvedAt" in version)) return {};
  const code = materialCodeOf(version, country);
  const { major, approvedAt } = version;
  return code === undefined ? {} : { material: { code, major, preparedAt: Date.parse(approvedAt) } };
}

/** Length and public picture of a video; a document has neither, and the mail speaks of a page. */
async function previewOf(
  deps: FactsDeps,
  version: ContentVersion,
): Promise<Pick<InvitationMail, "videoSeconds" | "previewUrl">> {
  const asset = await findAsset(deps, version.assetId);
  if (asset?.state !== "ready" || asset.kind !== "film") return {};
  const { key } = asset.preview;
  const isPublic = key.startsWith(MEDIA_PREFIX.previews);
  return {
    videoSeconds: asset.durationSeconds,
    ...(isPublic ? { previewUrl: `${deps.hcpOrigin}/${key}` } : {}),
  };
}
