import type { LinkPage } from "../../shared/contracts/engagement.ts";
import type { Channel } from "../../shared/model/channel.ts";
import type { LinkClass, PressedBy } from "../../shared/model/link-class.ts";
import { type Instant, MINUTE, SECOND } from "../../shared/model/time.ts";
import { isProgram, isScannersNetwork } from "./program-agents.ts";

/**
 * Number of these rules. A change of any of them, or of the lists they use, is a new number: what was counted under an
 * older one is then counted again. 1 looked at headers alone.
 */
export const CLASSIFIER_VERSION = 2;

/** Who asked, as far as the edge tells; `address` without the port. */
export interface Viewer {
  readonly userAgent?: string | undefined;
  readonly address?: string | undefined;
  readonly asn?: string | undefined;
  readonly country?: string | undefined;
}

/** A request of a page behind a message's link. */
export interface LinkFetch extends Viewer {
  readonly at: Instant;
  readonly page: LinkPage;
  /** The visit that the button of this very page begins. */
  readonly visitId?: string | undefined;
  readonly purpose?: string | undefined;
  readonly head?: boolean | undefined;
}

/** A press of a gate's button. */
export interface LinkPress extends Viewer {
  readonly at: Instant;
  readonly visitId: string;
  /** The visit that the gate had offered. */
  readonly offered: string;
  /** Since the page was made, by our clock, ms. */
  readonly heldMs: number;
  readonly pressedBy?: PressedBy | undefined;
  /** How long the page was on screen before, by its own clock, ms. */
  readonly dwellMs?: number | undefined;
  readonly tracked: boolean;
}

/** All that is on record of the links of one message. */
export interface LinkEvidence {
  readonly channel: Channel;
  /** When the provider reported the delivery; undefined before. */
  readonly deliveredAt: Instant | undefined;
  readonly fetches: readonly LinkFetch[];
  readonly presses: readonly LinkPress[];
}

/** The classes, in the order of the evidence. */
export interface LinkClasses {
  readonly fetches: readonly LinkClass[];
  readonly presses: readonly LinkClass[];
}

/** Nobody reads a page and answers it in less. */
const DWELL = SECOND;
/** What the page's clock may be ahead of ours: two machines' clocks, and the way of the answer. */
const CLOCKS_APART = SECOND;

/**
 * Decides whether a hand pressed a button (domain-rules 3.5, last line): by touch, mouse or key, after a second at least,
 * and not more than the page was there. Without a script nobody knows.
 */
export function classOfPress(press: LinkPress): LinkClass {
  if (isProgram(press.userAgent)) return "machine";
  const { pressedBy, dwellMs, heldMs } = press;
  if (pressedBy === "untrusted") return "machine";
  if (pressedBy === undefined || pressedBy === "none" || dwellMs === undefined) return "unknown";
  return dwellMs >= DWELL && dwellMs <= heldMs + CLOCKS_APART ? "human" : "unknown";
}

/** From here on a request is a machine's. */
const MACHINE = 80;

/**
 * Decides who was behind each request and each press, from everything that is known of the message's links: a later
 * request may tell of an earlier one, so that classes are asked again with every piece of evidence. Weights are the
 * hundredfold of the evidence table's. Nothing but a person's own press is human: `likely_human` would need a script that
 * reports somebody who only looks, and the gate has none.
 */
export function classifyLinks(evidence: LinkEvidence): LinkClasses {
  const presses = evidence.presses.map(classOfPress);
  const people = evidence.presses.filter((_, index) => presses[index] === "human");
  return { fetches: evidence.fetches.map((fetch) => classOfFetch(fetch)), presses };

  function classOfFetch(fetch: LinkFetch): LinkClass {
    const certain = certainClass(fetch);
    if (certain !== undefined) return certain;
    const score = weightsOf(fetch, evidence, people).reduce((sum, weight) => sum + weight, 0);
    return score >= MACHINE ? "machine" : "unknown";
  }

  function certainClass(fetch: LinkFetch): LinkClass | undefined {
    const pressed = presses[evidence.presses.findIndex(({ visitId }) => visitId === fetch.visitId)];
    // certain, and stronger than all else: the page in front of somebody may have been fetched ahead of them
    if (pressed === "human") return "human";
    const says = fetch.head === true || isPrefetch(fetch.purpose) || isProgram(fetch.userAgent);
    return says || pressed === "machine" ? "machine" : undefined;
  }
}

function isPrefetch(purpose: string | undefined): boolean {
  return purpose !== undefined && /prefetch|prerender|preview/i.test(purpose);
}

function weightsOf(fetch: LinkFetch, evidence: LinkEvidence, people: readonly LinkPress[]): number[] {
  const { channel, deliveredAt, fetches } = evidence;
  const weights: number[] = [];
  // a text has one link, which is all of them each time
  if (channel === "email" && isBurst(fetch, fetches)) weights.push(80);
  if (deliveredAt !== undefined && fetch.at < deliveredAt + (channel === "email" ? 5 : 3) * SECOND)
    weights.push(50);
  const stranger = people.every(({ address }) => address !== fetch.address);
  if (isScannersNetwork(fetch.asn) && stranger) weights.push(40);
  if (people.length > 0 && people.every((one) => !isSameClient(one, fetch))) weights.push(30);
  const countries = new Set(
    fetches
      .filter((one) => one.page === fetch.page && Math.abs(one.at - fetch.at) <= MINUTE)
      .flatMap(({ country }) => (country === undefined ? [] : [country])),
  );
  if (countries.size > 1) weights.push(60);
  return weights;
}

/** So many links of one mail within this time are opened by no hand: a mail has three that are told apart. */
const BURST = 3;
const BURST_TIME = 2 * SECOND;

function isBurst(fetch: LinkFetch, fetches: readonly LinkFetch[]): boolean {
  // any stretch that holds this request begins with a request at most that long before it
  const starts = fetches.filter(({ at }) => at <= fetch.at && at >= fetch.at - BURST_TIME);
  return starts.some(({ at: start }) => {
    const within = fetches.filter(({ at }) => at >= start && at <= start + BURST_TIME);
    return new Set(within.map(({ page }) => page)).size >= BURST;
  });
}

function isSameClient(a: Viewer, b: Viewer): boolean {
  return a.userAgent === b.userAgent && a.address === b.address;
}
