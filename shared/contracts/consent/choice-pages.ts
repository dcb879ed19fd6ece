import * as z from "zod";
import { Channel } from "../../model/channel.ts";
import { Purpose } from "../../model/consent.ts";
import { lineText } from "../../model/free-text.ts";
import { VersionId } from "../../model/ids.ts";
import { Frequency, SpokenLanguage, ViewingWish } from "../../model/preference.ts";
import { apiGroup } from "../endpoint.ts";
import { link, ticked } from "./page-fields.ts";

/** The language that somebody chose on a page; anything else is as if nothing was chosen. */
const lang = SpokenLanguage.optional().catch(undefined);

/** What a button of the preference centre changes. Every form is one change and is saved at once. */
export const ChoiceChange = z.enum([
  "stop",
  "start",
  ...Channel.options,
  ...Purpose.options,
  "topic",
  "track_individual",
  "share_with_rep",
  "profile",
  "track_opens",
  "pause",
  "frequency",
  "hours",
  "language",
  "viewing",
]);
export type ChoiceChange = z.output<typeof ChoiceChange>;

const choice = z.object({
  change: ChoiceChange,
  /** `30` and `90` are days of a pause, `until` takes the day of that name. */
  to: z
    .enum([
      "on",
      "off",
      "30",
      "90",
      "until",
      ...Frequency.options,
      ...SpokenLanguage.options,
      ...ViewingWish.options,
    ])
    .default("off"),
  /** The piece whose viewing it is about; every piece when left out. */
  item: VersionId.optional(),
  /** The topic: a product by its name. */
  product: lineText(1, 120).optional(),
  until: z.string().max(40).default(""),
  from: z.string().max(40).default(""),
  till: z.string().max(40).default(""),
  mon: ticked,
  tue: ticked,
  wed: ticked,
  thu: ticked,
  fri: ticked,
  sat: ticked,
  sun: ticked,
  lang,
});
/** What somebody typed into a form that makes no sense; the page says what does. */
export const ChoiceProblem = z.enum(["hours", "until"]);
export type ChoiceProblem = z.output<typeof ChoiceProblem>;
const shown = z.object({
  /** The change that was just made, for one line with its undo. */
  done: ChoiceChange.optional().catch(undefined),
  problem: ChoiceProblem.optional().catch(undefined),
  lang,
});

/**
 * The preference centre (domain-rules 2.11): no login beyond the visit, or the token of a link or of its unsubscribe
 * address. A link shows no titles, since nobody has said who they are.
 */
export const choicePages = apiGroup({
  entry: "consent/choices-page",
  site: "hcp",
  endpoints: {
    showOwnChoices: {
      kind: "page",
      method: "GET",
      path: "/choices",
      who: "anyone",
      summary: "The choices of the person whose visit it is",
      query: shown,
    },
    changeOwnChoice: {
      kind: "page",
      method: "POST",
      path: "/choices",
      who: "anyone",
      summary: "One change by the person whose visit it is",
      body: choice,
    },
    showChoices: {
      kind: "page",
      method: "GET",
      path: "/choices/{token}",
      who: "anyone",
      summary: "The choices of the person whom the link was sent to",
      params: link,
      query: shown,
    },
    changeChoice: {
      kind: "page",
      method: "POST",
      path: "/choices/{token}",
      who: "anyone",
      summary: "One change by the holder of a link",
      params: link,
      body: choice,
    },
  },
});

/** The own record to keep (2.11); it shows no more than the page does to the same visitor. */
export const recordPages = apiGroup({
  entry: "consent/record-page",
  site: "hcp",
  endpoints: {
    downloadRecord: {
      kind: "page",
      method: "GET",
      path: "/choices/record",
      who: "anyone",
      summary: "The record of the person whose visit it is, as a file",
    },
  },
});
