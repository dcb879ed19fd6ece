import { fill } from "../../web/spaces/words/speak.ts";
import type { Words } from "../../web/spaces/words/words.ts";
import type { Asked } from "./choose-grants.ts";

/** The sentence that a press agrees to. */
export function askOf({ ask, yourContact }: Words, asked: Asked, rep = yourContact): string {
  if (typeof asked === "object") return fill(ask.topic, asked);
  switch (asked) {
    case "email":
    case "sms":
      return ask.send[asked];
    case "track_individual":
    case "share_with_rep":
    case "profile":
    case "track_opens":
      return fill(ask[asked], { rep });
    default:
      return ask.purpose[asked];
  }
}
