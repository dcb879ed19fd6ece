import * as z from "zod";
import { apiGroup } from "../endpoint.ts";
import { link, ticked } from "./page-fields.ts";

/** The page behind the code that a rep shows in a visit. */
export const doorPages = apiGroup({
  entry: "consent/door-page",
  site: "hcp",
  endpoints: {
    showVisitDoor: {
      kind: "page",
      method: "GET",
      path: "/d/{token}",
      who: "anyone",
      summary: "Who asks for what, with nothing ticked; changes nothing",
      params: link,
    },
    answerVisitDoor: {
      kind: "page",
      method: "POST",
      path: "/d/{token}",
      who: "anyone",
      summary: "What the HCP ticked waits for the button in the mail to the typed address",
      params: link,
      body: z.object({
        answer: z.enum(["agree", "decline"]),
        email: z.string().max(300).default(""),
        send: ticked,
        track_individual: ticked,
        share_with_rep: ticked,
      }),
    },
  },
});
