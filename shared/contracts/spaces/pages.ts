import * as z from "zod";
import { apiGroup } from "../endpoint.ts";
import { lang, token } from "./page-fields.ts";

/** The space itself, for a confirmed visit. */
export const spacePageApi = apiGroup({
  entry: "spaces/space-page",
  site: "hcp",
  endpoints: {
    showSpace: {
      kind: "page",
      method: "GET",
      path: "/space",
      who: "anyone",
      summary: "The space of the visit in the session cookie, from live and usable versions",
      query: z.object({
        /** Minutes that the visitor has; everything when absent. */
        time: z.enum(["2", "5"]).optional().catch(undefined),
        lang,
      }),
    },
    showPiece: {
      kind: "page",
      method: "GET",
      path: "/space/{versionId}",
      who: "anyone",
      summary: "One film or document of the space with its safety information",
      params: z.object({ versionId: z.string().max(60) }),
      query: z.object({ lang }),
    },
  },
});

/** What the site says to somebody without a link. */
export const sitePageApi = apiGroup({
  entry: "spaces/site-page",
  site: "hcp",
  endpoints: {
    showFront: {
      kind: "page",
      method: "GET",
      path: "/",
      who: "anyone",
      summary: "What this site is, how to verify a message, report a side effect and ask about data",
      query: z.object({ lang }),
    },
    showLost: {
      kind: "page",
      method: "GET",
      path: "/{anything+}",
      who: "anyone",
      summary: "Whatever else is asked for: a calm page instead of an error",
      query: z.object({ lang }),
    },
  },
});

/** An HCP's page, for a frame of the app. */
export const spacePreviewApi = apiGroup({
  entry: "spaces/preview-page",
  site: "hcp",
  endpoints: {
    showSpacePreview: {
      kind: "page",
      method: "GET",
      path: "/preview/space/{token}",
      who: "anyone",
      summary: "The page as the HCP would see it; it is no visit and counts nothing",
      params: token,
    },
  },
});
