import type { CallInput } from "../../../../client/client.ts";
import type { Asked } from "./wordings.ts";

/** How somebody agreed in person. */
export const WAYS = ["signed", "paper", "spoken"] as const;
export type Way = (typeof WAYS)[number];

export const WAY_WORDS: Readonly<
  Record<Way, { readonly label: string; readonly ask: string; readonly hint: string }>
> = {
  signed: {
    label: "Signs here",
    ask: "Full name, typed by the person",
    hint: "Hand over the device: the person reads the words and types their name as a signature.",
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
const LONGEST = 180;

type Body = NonNullable<CallInput<"recordConsent">["body"]>;

/** What is recorded of one thing that somebody agreed to. An e-mail address is confirmed by its owner besides. */
export function grantOf(asked: Asked, way: Way, proof: string, at: string): Body {
  const { channel, dataUse, textVersion } = asked;
  const name = proof.trim().slice(0, LONGEST);
  const reference = way === "signed" ? `signed "${name.slice(0, 140)}" ${at}` : name;
  return {
    action: "grant",
    dataUse,
    ...(channel === undefined ? {} : { channel }),
    doubleOptIn: channel === "email",
    evidence: { method: METHOD[way], textVersion, reference },
  };
}

/** What is recorded when somebody asks the rep to stop: no wording was shown, the words were theirs. */
export function withdrawalOf(asked: Pick<Asked, "channel" | "dataUse">, at: string): Body {
  const { channel, dataUse } = asked;
  return {
    action: "withdraw",
    dataUse,
    ...(channel === undefined ? {} : { channel }),
    evidence: { method: "phone", textVersion: "stop.relayed.1", reference: `told to the rep ${at}` },
  };
}
