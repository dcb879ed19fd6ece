import type { CallInput, CallOutput } from "../../../../client/client.ts";

/** How somebody agreed in person. */
export const WAYS = ["signed", "paper", "spoken"] as const;
export type Way = (typeof WAYS)[number];

export const WAY_WORDS: Readonly<
  Record<Way, { readonly label: string; readonly ask: string; readonly hint: string }>
> = {
  signed: {
    label: "Signs here",
    ask: "Signature",
    hint: "Hand over the device: the person reads the words and signs.",
  },
  paper: {
    label: "On paper",
    ask: "Number of the form",
    hint: "The signed form carries the same words. Its number leads to it.",
  },
  spoken: {
    label: "Said so",
    ask: "Where and to whom",
    hint: "You read the words aloud and the person agreed. Say where it was, and who else heard it.",
  },
};

const METHOD = { signed: "e_sign_on_device", paper: "paper", spoken: "phone" } as const;

export type Capture = NonNullable<CallInput<"captureConsent">["body"]>;
export type Signature = NonNullable<Capture["signature"]>;
export type Ask = CallOutput<"readConsent">["asks"][number];
export type OptOut = NonNullable<CallInput<"recordConsent">["body"]>;

/** What is recorded of everything that somebody agreed to in one sitting. */
export function captureOf(
  asks: readonly Ask[],
  way: Way,
  proof: { readonly reference: string; readonly signature: Signature | undefined },
): Capture {
  const signed = way === "signed" && proof.signature !== undefined;
  return {
    method: METHOD[way],
    ...(signed ? { signature: proof.signature } : { reference: proof.reference.trim().slice(0, 180) }),
    texts: asks.map(({ textVersion, textSha256 }) => ({ textVersion, textSha256 })),
  };
}

/** What somebody can ask to stop. */
export const STOPS = ["sms", "email", "everything"] as const;
export type Stop = (typeof STOPS)[number];
export const STOP_WORDS: Readonly<Record<Stop, { readonly label: string; readonly done: string }>> = {
  sms: { label: "Stop texts", done: "No texts" },
  email: { label: "Stop e-mails", done: "No e-mails" },
  everything: { label: "Stop everything", done: "No messages, nothing counted" },
};

/** How an opt-out reached us, when it was not the person's own press. */
export const CAME_BY = ["spoken", "email", "letter"] as const;
export type CameBy = (typeof CAME_BY)[number];
const OPT_OUT_METHOD = { spoken: "phone", email: "reply_nl", letter: "letter" } as const;

const TOLD = { spoken: "told to us", email: "e-mail", letter: "letter" } as const;

/** What is recorded when somebody asks to stop: no wording was shown, the words were theirs (CON-14). */
export function optOutOf(
  stop: Stop,
  said: { readonly at: string; readonly by?: CameBy; readonly reference?: string },
): OptOut {
  const { at, by = "spoken", reference = "" } = said;
  return {
    action: "withdraw",
    ...(stop === "everything" ? { everything: true } : { channel: stop }),
    saidAt: at,
    evidence: {
      method: OPT_OUT_METHOD[by],
      textVersion: "stop.relayed.1",
      reference: reference.trim() === "" ? TOLD[by] : reference.trim().slice(0, 180),
    },
  };
}

/** Permissions that rest on one answer, so that a change of it is asked for again. */
export const AFTER_CONSENT = [
  "readConsent",
  "readTimeline",
  "listHcpRows",
  "dryRun",
  "readHcpInsights",
] as const;
