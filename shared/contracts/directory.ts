import * as z from "zod";
import { Country, Language } from "../model/channel.ts";
import { ConsentState } from "../model/consent.ts";
import { FormularyStatus, HcpKind, HcpStatus, Territory } from "../model/hcp.ts";
import { HcpId, ImportId, UserId } from "../model/ids.ts";
import { ROLES, Role } from "../model/roles.ts";
import { InstantText } from "../model/time.ts";
import { ImportSummary, ImportView } from "./directory/imports.ts";
import { apiGroup, PageQuery, pageOf } from "./endpoint.ts";

/**
 * An HCP as others see it. Addresses are masked (`l•••@example.com`): the full ones never leave the people table but
 * towards the sender.
 */
export const HcpView = z.object({
  hcpId: HcpId,
  externalId: z.string(),
  npi: z.string().optional(),
  title: z.string().optional(),
  firstName: z.string(),
  lastName: z.string(),
  specialty: z.string(),
  kind: HcpKind,
  institution: z.string().optional(),
  country: Country,
  region: z.string().optional(),
  city: z.string().optional(),
  timeZone: z.string(),
  language: Language,
  email: z.string().optional(),
  mobile: z.string().optional(),
  /** Somebody answered from this number that it is not the person's (CON-3): ask them for the right one. */
  mobileDoubted: z.literal(true).optional(),
  formularyStatus: FormularyStatus.optional(),
  territory: Territory,
  status: HcpStatus,
});
export type HcpView = z.output<typeof HcpView>;

/**
 * An HCP in a list that a client searches and filters itself: no address, and what a list can tell in a bounded number
 * of reads. `sms` and `email` are the permissions to send; absent where there is no address to send to.
 */
export const HcpRow = HcpView.pick({
  hcpId: true,
  title: true,
  firstName: true,
  lastName: true,
  specialty: true,
  institution: true,
  city: true,
  country: true,
  territory: true,
  status: true,
}).extend({
  sms: ConsentState.optional(),
  email: ConsentState.optional(),
  /** The last confirmed visit; only of HCPs who share their viewing with the rep (INV-4). */
  lastVisitAt: InstantText.optional(),
});
export type HcpRow = z.output<typeof HcpRow>;

/** Largest page of rows: some 300 kB, and one second of reads at the worst. */
export const MAX_HCP_ROWS = 1000;

const AlignmentView = z.object({
  territory: Territory,
  userId: UserId,
  from: InstantText,
  to: InstantText.optional(),
  rev: z.int().positive(),
});

/** Endpoints that read and align the directory. */
export const directoryApi = apiGroup({
  entry: "directory/api",
  site: "app",
  endpoints: {
    me: {
      kind: "json",
      method: "GET",
      path: "/api/me",
      who: ROLES,
      summary: "Who is signed in, with which roles and in which territories today",
      status: 200,
      returns: z.object({
        userId: UserId,
        name: z.string(),
        roles: z.array(Role),
        territories: z.array(Territory),
        /** Business time: what the app shows as now. */
        now: InstantText,
      }),
    },
    listHcps: {
      kind: "json",
      method: "GET",
      path: "/api/hcps",
      who: ["rep", "compliance", "admin"],
      summary: "HCPs of the caller's territories by last name; `q` is the beginning of a last name",
      query: PageQuery.extend({ q: z.string().trim().max(100).optional(), territory: Territory.optional() }),
      status: 200,
      returns: pageOf(HcpView),
      errors: ["invalid_request", "not_found"],
    },
    listHcpRows: {
      kind: "json",
      method: "GET",
      path: "/api/hcp-rows",
      who: ["rep", "compliance", "admin"],
      summary: "Compact rows of the caller's HCPs with their permissions to send, in large pages",
      query: PageQuery.extend({
        limit: z.coerce.number().int().min(1).max(MAX_HCP_ROWS).default(MAX_HCP_ROWS),
      }),
      status: 200,
      returns: pageOf(HcpRow),
      errors: ["invalid_request"],
    },
    readHcp: {
      kind: "json",
      method: "GET",
      path: "/api/hcps/{hcpId}",
      who: ["rep", "compliance", "admin"],
      summary: "One HCP, addresses masked",
      params: z.object({ hcpId: HcpId }),
      status: 200,
      returns: HcpView,
      errors: ["not_found"],
    },
    listImports: {
      kind: "json",
      method: "GET",
      path: "/api/imports",
      who: ["admin"],
      summary: "List imports, newest first",
      query: PageQuery,
      status: 200,
      returns: pageOf(ImportSummary),
      errors: ["invalid_request"],
    },
    readImport: {
      kind: "json",
      method: "GET",
      path: "/api/imports/{importId}",
      who: ["admin"],
      summary: "How an import stands, and the rows it refused",
      params: z.object({ importId: ImportId }),
      query: PageQuery,
      status: 200,
      returns: ImportView,
      errors: ["not_found"],
    },
    alignRep: {
      kind: "json",
      method: "PUT",
      path: "/api/territories/{territory}/reps/{userId}",
      who: ["admin"],
      summary: "Say from when to when a rep holds a territory",
      params: z.object({ territory: Territory, userId: UserId }),
      body: z
        .object({ from: InstantText, to: InstantText.optional() })
        .refine((period) => period.to === undefined || Date.parse(period.from) < Date.parse(period.to), {
          path: ["to"],
          message: "must be later than from",
        }),
      status: 200,
      returns: AlignmentView,
      errors: ["invalid_request", "conflict"],
    },
  },
});
