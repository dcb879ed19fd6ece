import type { doorPages } from "../../shared/contracts/consent/door-pages.ts";
import { AppError, ERRORS } from "../../shared/contracts/errors.ts";
import { EmailAddress, type Hcp, nameInMails } from "../../shared/model/hcp.ts";
import type { Sha256 } from "../../shared/model/ids.ts";
import { DAY, type Instant, instantText, SECOND } from "../../shared/model/time.ts";
import { noticePage } from "../../web/spaces/consent/notice-page.tsx";
import { type VisitDoorProblem, visitDoorPage } from "../../web/spaces/consent/visit-door.tsx";
import { askAddressPart, claimEmailPart } from "../directory/conditions.ts";
import { addressHash, findAskedAddress, findHcp, findSuppression, mayAsk } from "../directory/facts.ts";
import type { HandlersOf } from "../runtime/http.ts";
import type { PageReply } from "../runtime/http-reply.ts";
import type { Profiles } from "../runtime/profiles.ts";
import { backOff, transact, transactFresh } from "../runtime/transaction.ts";
import { type AppendDeps, appendAllParts } from "./append.ts";
import { reopensStopped } from "./confirm-requests.ts";
import { tokenHash } from "./confirmation-token.ts";
import { doorPart, readDoor, type VisitDoor } from "./door-store.ts";
import { DOOR_USES, type DoorUse, declarationFor, doorTextsFor } from "./door-texts.ts";
import { doorAudit } from "./open-door.ts";
import { CONFIRMATION_DAYS } from "./record-consent.ts";
import { readConsentLog } from "./store.ts";
import { fill } from "./texts.ts";

/** Rounds with fresh facts when rivals change them. */
const ROUNDS = 6;

export type DoorDeps = AppendDeps & {
  readonly peopleTable: string;
  readonly company: string;
  readonly profiles: Profiles;
  /** Gives the pepper of address hashes, base64. */
  readonly pepper: () => Promise<string>;
};

interface OpenDoor {
  readonly door: VisitDoor;
  readonly hcp: Hcp;
  readonly postalAddress: string;
}

/**
 * The HCP's side. What is ticked becomes requests that wait for the button in the mail to the address that was typed:
 * the code proves who stood in the room, the mail whose mailbox it is. GET only shows (INV-3).
 */
export function makeDoorPages(deps: DoorDeps): HandlersOf<typeof doorPages> {
  return {
    showVisitDoor: async ({ params, context }) => {
      const found = await openDoor(params.token, context.now);
      if (found === undefined) return ended(context.headers["accept-language"]);
      return found.door.state === "open" ? render(found) : answered(found);
    },

    answerVisitDoor: async ({ params, body, context }) => {
      const found = await openDoor(params.token, context.now);
      if (found === undefined) return ended(context.headers["accept-language"]);
      if (found.door.state !== "open") return answered(found);
      if (body.answer === "decline") {
        await decline(found, context.now);
        return settled(found, context.now);
      }
      const uses = DOOR_USES.filter((use) => body[use] === "yes");
      const sentBack = (problem: VisitDoorProblem) => render(found, { email: body.email, uses, problem });
      if (uses.length === 0) return sentBack("nothing");
      if (uses.includes("share_with_rep") && !uses.includes("track_individual")) return sentBack("share");
      const email = EmailAddress.safeParse(body.email.trim());
      if (!email.success) return sentBack("address");
      const hash = addressHash(await deps.pepper(), "email", email.data);
      if ((await findSuppression(deps, hash)) !== undefined) return sentBack("blocked");
      const outcome = await request(found, uses, { email: email.data, hash }, context.now);
      return outcome === "answered" ? settled(found, context.now) : sentBack(outcome);
    },
  };

  async function openDoor(token: string, now: Instant): Promise<OpenDoor | undefined> {
    const door = await readDoor(deps, tokenHash(token), now);
    const hcp = door === undefined ? undefined : await findHcp(deps, door.hcpId);
    if (door === undefined || hcp?.status !== "active") return undefined;
    const state = deps.profiles(hcp.country, now);
    // what is agreed to here asks for a mail, and none leaves into a country that is off
    return state.inForce ? { door, hcp, postalAddress: state.profile.postalAddress } : undefined;
  }

  /**
   * One transaction: the requests, whose first one sends the mail; the typed address; the door's answer. Nothing when
   * the address was asked often enough lately, or is not the one on record and something was stopped.
   */
  async function request(
    { door, hcp }: OpenDoor,
    uses: readonly DoorUse[],
    address: { readonly email: string; readonly hash: Sha256 },
    now: Instant,
  ): Promise<"answered" | "blocked" | "stopped"> {
    const endsAt = now + CONFIRMATION_DAYS * DAY;
    const entries = uses.map((use) => {
      const { textVersion, textSha256 } = declarationFor(use, hcp.language, deps.company);
      return {
        action: "doi_requested" as const,
        actor: "hcp" as const,
        scope:
          use === "send"
            ? {
                channel: "email" as const,
                addressHash: address.hash,
                purpose: "promo" as const,
                dataUse: use,
              }
            : { purpose: "promo" as const, dataUse: use },
        evidence: {
          textVersion,
          textSha256,
          method: "web_form" as const,
          reference: `door:${door.tokenHash.slice(0, 16)}`,
        },
        expiresAt: instantText(endsAt),
      };
    });
    const by = { type: "hcp", id: hcp.hcpId } as const;
    const claim = { hcpId: hcp.hcpId, email: address.email, addressHash: address.hash };
    for (let round = 0; round < ROUNDS; round++) {
      const asked = await findAskedAddress(deps, address.hash);
      if (!mayAsk(asked, now)) return "blocked";
      const log = await readConsentLog(deps, hcp.hcpId);
      const scopes = entries.map(({ scope }) => scope);
      if (hcp.emailHash !== address.hash && reopensStopped(scopes, log.events, now)) return "stopped";
      const { events, parts } = await appendAllParts(deps, hcp.hcpId, log, by, entries, now);
      const first = events[0];
      if (first === undefined) throw new Error("a door without a choice was answered");
      const outcome = await transact(deps.tables, [
        doorPart(deps.recordsTable, { ...door, state: "answered" }),
        askAddressPart(deps.peopleTable, asked, now),
        claimEmailPart(deps.peopleTable, first.eventId, claim, Math.ceil(endsAt / SECOND)),
        ...parts,
      ]);
      const known = outcome.kind === "refused" && outcome.names.includes("door_answered");
      if (outcome.kind === "committed" || known) return "answered";
      await backOff(round);
    }
    throw new AppError("conflict", "Your permissions are being changed right now. Try again in a moment.");
  }

  /** What the door says now: of two phones that pressed at once, both are told whose answer counts. */
  async function settled(found: OpenDoor, now: Instant): Promise<PageReply> {
    const door = await readDoor(deps, found.door.tokenHash, now);
    return answered({ ...found, door: door ?? found.door });
  }

  async function decline(found: OpenDoor, now: Instant): Promise<void> {
    const door: VisitDoor = { ...found.door, state: "declined" };
    const by = { type: "hcp", id: door.hcpId } as const;
    await transactFresh(deps.tables, async () => [
      doorPart(deps.recordsTable, door),
      await doorAudit(deps, by, "consent.decline_door", door, now),
    ]);
  }

  function render(
    { door, hcp, postalAddress }: OpenDoor,
    given?: { readonly email: string; readonly uses: readonly string[]; readonly problem: VisitDoorProblem },
  ): PageReply {
    const { words, lang } = doorTextsFor(hcp.language);
    const names = { rep: door.rep.name, company: deps.company, name: nameInMails(hcp) };
    const html = visitDoorPage({
      lang,
      words: {
        ...words,
        lead: fill(words.lead, names),
        whom: fill(words.whom, names),
        share: fill(words.share, names),
        problems: { ...words.problems, share: fill(words.problems.share, names) },
      },
      company: deps.company,
      postalAddress,
      ...(given === undefined ? {} : { given }),
    });
    return { status: given === undefined ? 200 : ERRORS.invalid_request.status, html };
  }

  function answered({ door, hcp }: OpenDoor): PageReply {
    const { words, lang } = doorTextsFor(hcp.language);
    const { title, text } = door.state === "declined" ? words.declined : words.sent;
    return { status: 200, html: noticePage({ lang, company: deps.company, title, paragraphs: [text] }) };
  }

  function ended(language: string | undefined): PageReply {
    const { words, lang } = doorTextsFor(language);
    const { title, text } = words.ended;
    return {
      status: ERRORS.gone.status,
      html: noticePage({ lang, company: deps.company, title, paragraphs: [text] }),
    };
  }
}
