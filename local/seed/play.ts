import type { Channel } from "../../shared/model/channel.ts";
import type { DataUse } from "../../shared/model/consent.ts";
import { type Instant, MINUTE, SECOND } from "../../shared/model/time.ts";
import type { Inbox } from "../services/messaging/inbox.ts";
import { type Call, until } from "./callers.ts";
import type { People, Versions } from "./company.ts";
import { HcpBrowser, SCANNER } from "./hcp-browser.ts";
import type { Story, Visit } from "./story.ts";

/** Something that a person can be asked, with its wording's version. */
interface Ask {
  readonly textVersion: string;
  readonly purpose: string;
  readonly channel?: Channel;
  readonly dataUse: DataUse;
}

/** What the acts of the demo data need. */
export interface Stage {
  readonly as: (roleOrName: string) => Call;
  readonly people: People;
  readonly versions: Versions;
  /** Origins of the two sites. */
  readonly app: string;
  readonly hcp: string;
  readonly inbox: Pick<Inbox, "list">;
}

/** Something that happens in the week; acts of one instant happen side by side. */
export interface Act {
  readonly at: Instant;
  readonly act: () => Promise<unknown>;
}

/** The rep whose HCP this is. */
export function repOf(id: string): "ana" | "ben" {
  return id < "ACM-0021" ? "ana" : "ben";
}

/** Asks for permission and lets the HCP answer, each by the own act. */
export async function agree(stage: Stage, story: Story): Promise<void> {
  const { hcpId, email } = personOf(stage, story.id);
  const rep = stage.as(repOf(story.id));
  if (story.consent === "none") return;
  const { asks } = await rep<{ asks: readonly Ask[] }>("GET", `/api/hcps/${hcpId}/consent`);
  const wordingOf = ({ channel, dataUse }: { readonly dataUse: DataUse; readonly channel?: Channel }) =>
    asks.find((ask) => ask.purpose === "promo" && ask.channel === channel && ask.dataUse === dataUse)
      ?.textVersion;
  const grant = (body: { readonly dataUse: DataUse; readonly channel?: Channel }, more: object = {}) =>
    rep("POST", `/api/hcps/${hcpId}/consent`, {
      action: "grant",
      evidence: {
        method: "paper",
        textVersion: wordingOf(body),
        reference: `card-${story.id.slice(-4)}`,
      },
      ...body,
      ...more,
    });
  await grant({ channel: "email", dataUse: "send" }, { doubleOptIn: story.consent !== "paper" });
  if (story.consent === "confirmed") {
    const link = await linkIn(stage, email, "/c/");
    const browser = new HcpBrowser(stage.hcp);
    await browser.press(link, await browser.open(link));
  }
  if (story.texts) await grant({ channel: "sms", dataUse: "send" });
  for (const dataUse of story.uses ?? []) await grant({ dataUse });
}

/** Puts pieces on an HCP's page. */
export async function arrange(stage: Stage, story: Story): Promise<void> {
  if (story.page === undefined) return;
  const rep = stage.as(repOf(story.id));
  const path = `/api/hcps/${personOf(stage, story.id).hcpId}/space`;
  const { rev } = await rep<{ rev: number }>("GET", path);
  const items = story.page.map((piece) => ({ versionId: stage.versions.get(piece) }));
  await rep("PUT", path, { items, rev });
}

/** Sends an invitation and waits for its fate, so that it is told at this business time. */
export async function invite(stage: Stage, story: Story): Promise<void> {
  const messageId = await compose(stage, story.id, { channel: story.invited?.channel ?? "email" });
  await until(`the fate of the invitation to ${story.id}`, async () => {
    const { state } = await stage.as(repOf(story.id))<{ state: string }>("GET", `/api/messages/${messageId}`);
    return ["delivered", "bounced", "denied"].includes(state) ? state : undefined;
  });
}

/** Queues an invitation. */
export async function compose(
  stage: Stage,
  id: string,
  wish: {
    readonly channel: "email" | "sms";
    readonly notBefore?: string;
    readonly wording?: { readonly versionId: string; readonly fills: Readonly<Record<string, string>> };
  },
): Promise<string> {
  const body = { hcpId: personOf(stage, id).hcpId, ...wish };
  return (await stage.as(repOf(id))<{ messageId: string }>("POST", "/api/messages", body)).messageId;
}

/** Fetches the link as a scanner in front of a mailbox does: often, and without pressing anything. */
export async function scan(stage: Stage, story: Story): Promise<void> {
  if (story.scanned === undefined) return;
  const link = await invitationOf(stage, story);
  for (let fetches = 0; fetches < story.scanned; fetches++)
    await new HcpBrowser(stage.hcp, SCANNER).open(link);
}

/** The HCP opens the page and says who it is for. */
export async function visit(stage: Stage, story: Story, browser: HcpBrowser): Promise<void> {
  const link = await invitationOf(stage, story);
  const uses = Object.fromEntries((story.uses ?? []).map((use) => [use, "yes"]));
  await browser.press(link, await browser.open(link), { attest: "yes", go: "choices", ...uses });
}

/** The page reports what was watched and read; by then it has been. */
export async function watch(stage: Stage, { watched, read = [] }: Visit, browser: HcpBrowser): Promise<void> {
  for (const { piece, spans } of watched) await browser.watch(stage.versions.get(piece) ?? "", spans);
  for (const { paper, ...how } of read) await browser.read(stage.versions.get(paper) ?? "", how);
}

/** The HCP asks something on the page. */
export async function ask(stage: Stage, { asks }: Visit, browser: HcpBrowser): Promise<void> {
  if (asks === undefined) return;
  const form = `${stage.hcp}/space/ask`;
  await browser.press(form, await browser.open(form), { ...asks });
}

/** How long a visit lasted: whole minutes, with all that was played and read in them. */
export function lengthOf({ watched, read = [] }: Visit): number {
  const played = watched.flatMap(({ spans }) => spans).reduce((sum, [from, to]) => sum + to - from, 0);
  const seconds = read.reduce((sum, one) => sum + one.seconds, played);
  return Math.ceil((seconds * SECOND) / MINUTE) * MINUTE;
}

/** The HCP ends the mails by the link at their foot. */
export async function stop(stage: Stage, story: Story): Promise<void> {
  const link = await linkIn(stage, personOf(stage, story.id).email, "/u/");
  const browser = new HcpBrowser(stage.hcp);
  await browser.press(link, await browser.open(link));
}

/** The HCP answers the text on the phone. */
export async function reply(stage: Stage, { id, replied }: Story): Promise<void> {
  if (replied === undefined) return;
  const [text] = stage.inbox.list({ to: personOf(stage, id).mobile });
  const answer = await fetch(`${stage.app}/_local/inbox/${encodeURIComponent(text?.id ?? "")}/reply`, {
    method: "POST",
    body: new URLSearchParams({ text: replied.text }),
    redirect: "manual",
  });
  if (answer.status !== 303) throw new Error(`the reply of ${id} was not taken: ${await answer.text()}`);
}

function invitationOf(stage: Stage, story: Story): Promise<string> {
  const { email, mobile } = personOf(stage, story.id);
  return linkIn(stage, story.invited?.channel === "sms" ? mobile : email, "/s/");
}

function linkIn({ inbox }: Stage, to: string, kind: "/c/" | "/s/" | "/u/"): Promise<string> {
  return until(`a message with ${kind} to ${to}`, async () =>
    inbox
      .list({ to })
      .flatMap(({ links }) => links)
      .find((link) => link.includes(kind)),
  );
}

/** Who this is in the house. */
export function personOf({ people }: Stage, id: string) {
  const person = people.get(id);
  if (person === undefined) throw new Error(`${id} is not in the demo people`);
  return person;
}
