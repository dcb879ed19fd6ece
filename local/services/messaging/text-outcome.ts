/** What becomes of a text, and the event by which the text service tells it. */
import type { DeliveryReport } from "./delivery-reports.ts";
import type { InboxMessage } from "./inbox.ts";
import { lostWay } from "./lost-reports.ts";

/** US dollars a part, and what the carrier adds to it: invented, so that costs are seen locally. */
const PART_PRICE = { text: 0.00645, media: 0.018 };
const CARRIER_FEE = 0.003;

/** Numbers that end in these digits behave so; every other well-formed number takes the text. */
const FATES: Readonly<Record<string, { readonly status: string; readonly words: string }>> = {
  "0404": { status: "INVALID", words: "Phone number is invalid" },
  "0403": { status: "CARRIER_BLOCKED", words: "Blocked by the carrier" },
  "0408": { status: "UNREACHABLE", words: "Phone is currently unreachable" },
  "0410": { status: "BLOCKED", words: "The device blocks messages" },
};

/** The event of one text. The request's context comes back in it. */
export function textEvent(message: InboxMessage, now: number): DeliveryReport {
  const number = message.to[0] ?? "";
  const fate = FATES[number.slice(-4)] ?? {
    status: "DELIVERED",
    words: "Message has been accepted by phone",
  };
  const kind = message.media === undefined ? "text" : "media";
  const text = message.text ?? "";
  const encoding = isGsm(text) ? "GSM" : "UNICODE";
  const parts = kind === "media" ? 1 : partsOf(text, encoding);
  return {
    source: "aws.sms-voice",
    detailType: `${kind === "media" ? "Media" : "Text"} Message Delivery Status Updated`,
    detail: {
      eventType: `${kind.toUpperCase()}_${fate.status}`,
      eventVersion: "1.0",
      eventTimestamp: now,
      isFinal: true,
      originationPhoneNumber: message.from,
      isoCountryCode: "IE",
      isInternationalSend: false,
      mcc: "272",
      mnc: "01",
      carrierName: "Local carrier",
      messageId: message.id,
      messageRequestTimestamp: Date.parse(message.at),
      messageEncoding: encoding,
      messageType: "PROMOTIONAL",
      messageStatus: fate.status,
      messageStatusDescription: fate.words,
      context: message.tags,
      totalMessageParts: parts,
      totalMessagePrice: Number((PART_PRICE[kind] * parts).toFixed(5)),
      totalCarrierFee: Number((CARRIER_FEE * parts).toFixed(5)),
    },
    ...(message.configurationSet === undefined ? {} : { configurationSet: message.configurationSet }),
    lost: lostWay(number),
  };
}

const GSM =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà^{}\\[~]|€";

function isGsm(text: string): boolean {
  return [...text].every((letter) => GSM.includes(letter));
}

/** 160 letters in one part or 153 in each of several; 70 and 67 outside GSM-7. */
function partsOf(text: string, encoding: "GSM" | "UNICODE"): number {
  const [whole, each] = encoding === "GSM" ? [160, 153] : [70, 67];
  return text.length <= whole ? 1 : Math.ceil(text.length / each);
}
