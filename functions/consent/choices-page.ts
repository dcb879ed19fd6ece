import type * as z from "zod";
import type { choicePages } from "../../shared/contracts/consent/choice-pages.ts";
import { AppError } from "../../shared/contracts/errors.ts";
import { Channel } from "../../shared/model/channel.ts";
import type { ConsentEvent } from "../../shared/model/consent.ts";
import { addressHashOf } from "../../shared/model/hcp.ts";
import { MessageId } from "../../shared/model/ids.ts";
import type { Instant } from "../../shared/model/time.ts";
import { choicesPage } from "../../web/spaces/consent/choices-page.tsx";
import { wordsFor } from "../../web/spaces/words/speak.ts";
import type { Words } from "../../web/spaces/words/words.ts";
import { findSuppression } from "../directory/facts.ts";
import { sha256 } from "../runtime/hash.ts";
import type { HandlersOf, RequestContext } from "../runtime/http.ts";
import type { PageReply } from "../runtime/http-reply.ts";
import type { Profiles } from "../runtime/profiles.ts";
import { type AppendDeps, appendConsent } from "./append.ts";
import { askOf } from "./choice-wording.ts";
import { nobody } from "./choices-ends.ts";
import { sentItems } from "./choices-items.ts";
import { choicesView } from "./choices-view.ts";
import {
  fromElsewhere,
  type Visitor,
  type VisitorDeps,
  visitCookies,
  visitorOfCookie,
  visitorOfToken,
} from "./choices-visitor.ts";
import { type Choice, choose } from "./choose.ts";
import type { Chooser } from "./choose-grants.ts";
import { noteLinkFetched } from "./link-fetched.ts";
import { mayTurnOn } from "./may-turn-on.ts";
import { languageFor } from "./preference.ts";
import { type Press, readChoice } from "./read-choice.ts";
import { type ConsentLog, readConsentLog } from "./store.ts";

export interface ChoicesDeps extends VisitorDeps, AppendDeps {
  readonly insightsTable: string;
  readonly engagementTable: string;
  readonly company: string;
  readonly profiles: Profiles;
}

/** Channels that may be turned on here, and those whose address came back. */
interface Reach {
  readonly startable: readonly Channel[];
  readonly suppressed: readonly Channel[];
}

type Shown = z.output<(typeof choicePages)["endpoints"]["showOwnChoices"]["query"]>;

/** The preference centre. GET shows; each button is a POST that saves at once and comes back to the page. */
export function makeChoices(deps: ChoicesDeps): HandlersOf<typeof choicePages> {
  const { company } = deps;
  return {
    showOwnChoices: async ({ query, context }) => show(await visitorOfCookie(deps, context), query, context),
    changeOwnChoice: async ({ body, context }) => {
      if (fromElsewhere(context))
        throw new AppError("not_through_site", "Press the button on your own page.");
      return press(await visitorOfCookie(deps, context), body, context);
    },
    showChoices: async ({ params, query, context }) => {
      const visitor = await visitorOfToken(deps, params.token);
      // a reload after a press is no opening of the mail's link
      if (visitor !== undefined && query.done === undefined) {
        const { hcp, reference } = visitor;
        const link = { hcpId: hcp.hcpId, messageId: MessageId.parse(reference) };
        await noteLinkFetched(deps, link, "choices", context);
      }
      return show(visitor, query, context);
    },
    changeChoice: async ({ params, body, context }) =>
      press(await visitorOfToken(deps, params.token), body, context),
  };

  async function show(
    visitor: Visitor | "colleague" | undefined,
    query: Shown,
    context: RequestContext,
  ): Promise<PageReply> {
    if (visitor === undefined || visitor === "colleague")
      return nobody(company, visitor, query.lang, context);
    const { events } = await readConsentLog(deps, visitor.hcp.hcpId);
    const reach = await reachOf(visitor, events, context.now);
    return {
      status: 200,
      html: choicesPage(await choicesView(deps, { visitor, events, ...reach, ...query }, context.now)),
    };
  }

  async function press(
    visitor: Visitor | "colleague" | undefined,
    body: Press,
    context: RequestContext,
  ): Promise<PageReply> {
    if (visitor === undefined || visitor === "colleague") return nobody(company, visitor, body.lang, context);
    const choice = readChoice(body, visitor.hcp, context.now);
    const lang = body.lang === undefined ? "" : `&lang=${body.lang}`;
    if ("problem" in choice)
      return { status: 303, location: `${visitor.base}?problem=${choice.problem}${lang}` };
    await refuseUnshown(visitor, choice, context.now);
    await record(visitor, choice, body, context.now);
    // a reload of the answer must not press again
    const location = `${visitor.base}?done=${body.change}${lang}`;
    const ends = endsCounting(body);
    const cookies =
      ends || beginsCounting(body) ? await visitCookies(deps, context, visitor.hcp.hcpId, !ends) : [];
    return { status: 303, location, cookies, ...(ends ? { headers: FORGET } : {}) };
  }

  /**
   * A topic or a piece is one that the page shows to this visitor: the log takes no names that somebody made up, and the
   * holder of a link, who is shown none, neither deletes nor hides one.
   */
  async function refuseUnshown(visitor: Visitor, choice: Choice, now: Instant): Promise<void> {
    const viewing = choice.kind === "prefer" ? choice.preference.viewing : undefined;
    if (choice.kind !== "topic" && viewing === undefined) return;
    const unshown = new AppError("invalid_request", "Press the button on your own page.");
    if (!visitor.attested) throw unshown;
    if (choice.kind === "topic" && !choice.on) {
      const { products } = await sentItems(deps, { visitor, events: [], lang: undefined }, now);
      if (!products.includes(choice.product)) throw unshown;
    }
  }

  /** The press becomes entries of one transaction, decided on the log as it is then. */
  async function record(visitor: Visitor, choice: Choice, { lang }: Press, now: Instant): Promise<void> {
    const { hcpId } = visitor.hcp;
    const { events } = await readConsentLog(deps, hcpId);
    const opens = "on" in choice && choice.on;
    const { startable } = opens ? await reachOf(visitor, events, now) : { startable: [] };
    const words = wordsFor(lang, languageFor(events, visitor.hcp));
    const chooser = chooserOf(visitor, words, startable);
    const decide = (log: ConsentLog) => choose(choice, chooser, log.events, now);
    await appendConsent(deps, hcpId, { type: "hcp", id: hcpId }, decide, now);
  }

  /** What each channel allows on this page. */
  async function reachOf(
    { hcp, cameBy }: Visitor,
    events: readonly ConsentEvent[],
    now: Instant,
  ): Promise<Reach> {
    const state = deps.profiles(hcp.country, now);
    const suppressed = await Promise.all(
      Channel.options.map(async (channel) => {
        const hash = addressHashOf(hcp, channel);
        return hash !== undefined && (await findSuppression(deps, hash)) !== undefined;
      }),
    );
    const facts = (channel: Channel) => ({
      cameBy,
      open: state.inForce && state.profile[channel].enabled,
      suppressed: suppressed[Channel.options.indexOf(channel)] === true,
    });
    return {
      startable: Channel.options.filter((channel) => mayTurnOn(channel, facts(channel), hcp, events)),
      suppressed: Channel.options.filter((channel) => facts(channel).suppressed),
    };
  }
}

/** What the page kept on the phone, where a film goes on from, goes with the permission to count (CON-10). */
const FORGET = { "clear-site-data": '"storage"' } as const;

function endsCounting({ change, to }: Press): boolean {
  return change === "stop" || (change === "track_individual" && to !== "on");
}

function beginsCounting({ change, to }: Press): boolean {
  return change === "track_individual" && to === "on";
}

function chooserOf(visitor: Visitor, words: Words, startable: readonly Channel[]): Chooser {
  return {
    hcp: visitor.hcp,
    wordingOf: (asked) => ({ textSha256: sha256(askOf(words, asked, visitor.rep)) }),
    textVersion: words.textVersion,
    reference: visitor.reference,
    startable,
  };
}
