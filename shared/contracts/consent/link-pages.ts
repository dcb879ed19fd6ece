import { apiGroup } from "../endpoint.ts";
import { link } from "./page-fields.ts";

/**
 * The HCP's own pages. The forms carry no fields, so that a mail client's one-click POST (RFC 8058) of any content
 * type does the same as the button: possession of the link is all that either proves.
 */
export const consentPages = apiGroup({
  entry: "consent/page",
  site: "hcp",
  endpoints: {
    showConfirmation: {
      kind: "page",
      method: "GET",
      path: "/c/{token}",
      who: "anyone",
      summary: "The wording to confirm and a button; changes nothing",
      params: link,
    },
    confirm: {
      kind: "page",
      method: "POST",
      path: "/c/{token}",
      who: "anyone",
      summary: "The HCP confirms permission by own hand",
      params: link,
    },
    showUnsubscribe: {
      kind: "page",
      method: "GET",
      path: "/u/{token}",
      who: "anyone",
      summary: "A button that stops the mails; changes nothing",
      params: link,
    },
    unsubscribe: {
      kind: "page",
      method: "POST",
      path: "/u/{token}",
      who: "anyone",
      summary: "Stops the mails, by button or by the mail client's one click",
      params: link,
    },
  },
});
