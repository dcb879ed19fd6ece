import type { Icon } from "@tabler/icons-react";
import {
  IconAdjustments,
  IconDeviceMobile,
  IconEye,
  IconMail,
  IconMailOpened,
  IconShare,
} from "@tabler/icons-react";
import type { ConsentEntry } from "../../../../shared/contracts/consent.ts";
import type { Channel } from "../../../../shared/model/channel.ts";
import type { ConsentState, DataUse, Purpose } from "../../../../shared/model/consent.ts";

interface Standing {
  readonly channel?: Channel | undefined;
  readonly dataUse: DataUse;
  /** @default promo */
  readonly purpose?: Purpose | undefined;
  readonly state: ConsentState;
  readonly until?: string | undefined;
  readonly blocked?: Blocked | undefined;
}

/** Why an address gets nothing, whatever was permitted. */
type Blocked = "bounced" | "somebody_elses" | "not_available";

/** One permission as people speak of it, with the entry of the log that decides it. */
export interface Permission {
  readonly id: string;
  readonly label: string;
  readonly icon: Icon;
  readonly channel: Channel | undefined;
  readonly dataUse: DataUse;
  readonly state: ConsentState;
  readonly until: string | undefined;
  readonly entry: ConsentEntry | undefined;
  readonly blocked: Blocked | undefined;
  /** What happens with it, and does not without (domain-rules 2.2). */
  readonly unlocks: string;
}

const ASKED = [
  {
    id: "sms",
    label: "Texts, product information",
    unlocks: "Invitations by text.",
    icon: IconDeviceMobile,
    channel: "sms",
    dataUse: "send",
  },
  {
    id: "email",
    label: "E-mail, product information",
    unlocks: "Invitations by e-mail.",
    icon: IconMail,
    channel: "email",
    dataUse: "send",
  },
  {
    id: "watch",
    label: "Counting of their visits",
    unlocks: "Visits count for the person. Without it they count for nobody in particular.",
    icon: IconEye,
    channel: undefined,
    dataUse: "track_individual",
  },
  {
    id: "share",
    label: "Sharing visits with their rep",
    unlocks: "You see what was watched. Without it you see what was delivered.",
    icon: IconShare,
    channel: undefined,
    dataUse: "share_with_rep",
  },
  {
    id: "profile",
    label: "Suggestions from their visits",
    unlocks: "Hour and content can follow their interest.",
    icon: IconAdjustments,
    channel: undefined,
    dataUse: "profile",
  },
  {
    id: "opens",
    label: "Opening of e-mails",
    unlocks: "E-mails carry a picture that tells of opening.",
    icon: IconMailOpened,
    channel: "email",
    dataUse: "track_opens",
  },
  ...others(),
] as const;

/** Permissions to write for another purpose than promotion; shown once somebody was asked. */
function others() {
  const labels = {
    medical_info: "medical information",
    events: "meetings and seminars",
    service: "visits and deliveries",
    research: "surveys",
  } as const;
  return (["medical_info", "events", "service", "research"] as const).map((purpose) => ({
    id: purpose,
    label: `E-mail, ${labels[purpose]}`,
    unlocks: `E-mails about ${labels[purpose]}, and nothing else.`,
    icon: IconMail,
    channel: "email" as const,
    dataUse: "send" as const,
    purpose,
  }));
}

/** Strongest first: one granted way is enough, and a withdrawal is told before a mere absence. */
const RANK: readonly ConsentState[] = ["granted", "withdrawn", "pending_doi", "expired", "none"];

/** The permissions of somebody in a fixed order, each with its state and how it came about. */
export function permissionsOf(consent: {
  readonly standing: readonly Standing[];
  readonly timeline: readonly ConsentEntry[];
}): Permission[] {
  return ASKED.flatMap((asked) => {
    const { channel, dataUse } = asked;
    const purpose = "purpose" in asked ? asked.purpose : "promo";
    const ways = consent.standing.filter(
      (one) =>
        one.dataUse === dataUse &&
        (one.purpose ?? "promo") === purpose &&
        (channel === undefined || one.channel === channel),
    );
    const state = RANK.find((rank) => ways.some((way) => way.state === rank)) ?? "none";
    const actions = ACTIONS[state];
    const about = (one: ConsentEntry) =>
      (one.dataUse === undefined || one.dataUse === dataUse) &&
      (one.purpose === undefined || one.purpose === purpose) &&
      (one.channel === undefined || channel === undefined || one.channel === channel);
    const entry = consent.timeline.findLast((one) => actions.includes(one.action) && about(one));
    if (purpose !== "promo" && !consent.timeline.some((one) => one.purpose === purpose)) return [];
    const way = ways.find((one) => one.state === state);
    return [{ ...asked, state, until: way?.until, blocked: way?.blocked, entry }];
  });
}

const ACTIONS: Readonly<Record<ConsentState, readonly ConsentEntry["action"][]>> = {
  granted: ["grant", "doi_confirmed"],
  pending_doi: ["doi_requested"],
  expired: ["grant", "doi_confirmed", "doi_requested", "expire"],
  withdrawn: ["withdraw"],
  // what was asked and ran out unconfirmed is told as asked
  none: ["doi_requested"],
};

const METHODS: Readonly<Record<ConsentEntry["method"], string>> = {
  web_form: "on a form",
  paper: "on paper",
  e_sign_on_device: "signed on a device",
  sms_keyword: "by reply",
  one_click: "by one click",
  doi_button: "by own button press",
  phone: "by spoken word",
  import: "by import",
  letter: "by letter",
  reply_nl: "by a written answer",
  complaint: "marked as spam",
};

const ACTORS: Readonly<Record<ConsentEntry["actor"], string>> = {
  hcp: "own act",
  rep: "recorded by a rep",
  import: "imported",
  system: "recorded by the system",
  privacy_office: "recorded by the privacy office",
};

/** How a permission came to stand as it does, and since when. */
export function howItStands(
  { state, entry }: Pick<Permission, "state" | "entry">,
  date: (at: string) => string,
): string {
  if (entry === undefined) return "not asked yet";
  return `${state === "none" ? "asked, not confirmed in time" : howMade(entry)}, ${date(entry.at)}`;
}

/** How a declaration was made: `on paper, recorded by a rep`. */
export function howMade({ method, actor }: Pick<ConsentEntry, "method" | "actor">): string {
  return actor === "hcp" ? (METHODS[method] ?? method) : `${METHODS[method] ?? method}, ${ACTORS[actor]}`;
}
