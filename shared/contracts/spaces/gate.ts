import * as z from "zod";
import { PressedBy } from "../../model/link-class.ts";
import { apiGroup } from "../endpoint.ts";
import { lang, token } from "./page-fields.ts";

/** No gate is on screen for longer than its nonce lives: twelve hours. */
const MAX_DWELL_MS = 12 * 60 * 60 * 1000;

/** A box of a form: its presence is the tick. */
const ticked = z.string().max(10).optional();

/** The page behind the link of a message. It shows no product (domain-rules 3.1, L0). */
export const gateApi = apiGroup({
  entry: "spaces/gate-page",
  site: "hcp",
  endpoints: {
    showGate: {
      kind: "page",
      method: "GET",
      path: "/s/{token}",
      who: "anyone",
      summary: "The gate of an invitation; changes nothing",
      params: token,
      query: z.object({ lang }),
    },
    confirmVisit: {
      kind: "page",
      method: "POST",
      path: "/s/{token}",
      who: "anyone",
      summary: "The HCP confirms being one: the platform's definition of a click",
      params: token,
      body: z.object({
        nonce: z.string().max(200).default(""),
        attest: ticked,
        /** Which button: with the ticked choices, without any, as a colleague without a name, or not an HCP at all. */
        go: z.enum(["choices", "plain", "colleague", "decline"]).default("plain"),
        track_individual: ticked,
        share_with_rep: ticked,
        /** What the page's script saw of the press; neither without script (domain-rules 3.5). */
        pressed_by: PressedBy.optional().catch(undefined),
        dwell_ms: z.coerce.number().int().min(1).max(MAX_DWELL_MS).optional().catch(undefined),
        lang,
      }),
    },
    renewLink: {
      kind: "page",
      method: "POST",
      path: "/s/{token}/renew",
      who: "anyone",
      summary:
        "Sends a new link to the address on record; the answer is the same whether there is one or not",
      params: token,
      body: z.object({ lang }),
    },
  },
});
