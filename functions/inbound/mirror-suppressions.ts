import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { DAY, HOUR, type Instant, InstantText, instantText } from "../../shared/model/time.ts";
import { suppressAddressPart } from "../directory/conditions.ts";
import { findSuppression, addressHash as hashOf } from "../directory/facts.ts";
import { auditPart } from "../runtime/audit.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Logger } from "../runtime/log.ts";
import { transactFresh } from "../runtime/transaction.ts";
import type { InboundTables } from "./store.ts";

/** What the mail service suppresses for the whole account. */
export interface MailSuppressions {
  /** A page of what was listed since an instant. */
  page(
    since: Instant | undefined,
    token: string | undefined,
  ): Promise<{
    readonly addresses: readonly { readonly address: string; readonly reason: "BOUNCE" | "COMPLAINT" }[];
    readonly next?: string;
  }>;
}

export interface SuppressionDeps extends InboundTables {
  readonly auditTable: string;
  readonly pepper: () => Promise<string>;
  readonly mails: MailSuppressions;
  readonly clock: Clock;
  readonly log: Logger;
  /** Real time, in which the provider dates its list. */
  readonly realTime: () => Instant;
}

/** How often the list is asked (domain-rules 2.9, "mirrored hourly"), and how far each look reaches back. */
const EVERY = HOUR;
const OVERLAP = DAY;

const MARK = { pk: "SUPPRESSION_MIRROR", sk: "MIRROR" } as const;
const Mark = z.object({ businessAt: InstantText, realAt: InstantText });

/**
 * Takes over what SES's account suppression list knows and we do not, once an hour. Ours is the superset: nothing is ever
 * removed, neither here nor there (domain-rules 2.9).
 * @returns how many addresses were new to us; undefined when it is not time
 */
export async function mirrorSuppressions(deps: SuppressionDeps): Promise<number | undefined> {
  const now = deps.clock();
  const found = await deps.tables.send(
    new GetCommand({ TableName: deps.recordsTable, Key: MARK, ConsistentRead: true }),
  );
  const last = found.Item === undefined ? undefined : Mark.parse(found.Item);
  const elapsed = last === undefined ? EVERY : now - Date.parse(last.businessAt);
  // a clock that was set back is not early
  if (elapsed >= 0 && elapsed < EVERY) return undefined;
  const began = deps.realTime();
  const since = last === undefined ? undefined : Date.parse(last.realAt) - OVERLAP;
  const pepper = await deps.pepper();
  let taken = 0;
  let token: string | undefined;
  do {
    const page = await deps.mails.page(since, token);
    for (const { address, reason } of page.addresses) {
      if (await takeOver(deps, pepper, address, reason, now)) taken += 1;
    }
    token = page.next;
  } while (token !== undefined);
  const mark = { businessAt: instantText(now), realAt: instantText(began) };
  await deps.tables.send(new PutCommand({ TableName: deps.recordsTable, Item: { ...MARK, v: 1, ...mark } }));
  if (taken > 0) deps.log.info("suppressions taken over", { taken });
  return taken;
}

async function takeOver(
  deps: SuppressionDeps,
  pepper: string,
  address: string,
  listed: "BOUNCE" | "COMPLAINT",
  now: Instant,
): Promise<boolean> {
  const addressHash = hashOf(pepper, "email", address);
  if ((await findSuppression(deps, addressHash)) !== undefined) return false;
  const reason = listed === "BOUNCE" ? "bounce_hard" : "complaint";
  const written = await transactFresh(deps.tables, async () => [
    suppressAddressPart(deps.peopleTable, { addressHash, channel: "email", reason }, now),
    await auditPart(
      deps.tables,
      deps.auditTable,
      {
        actor: { type: "provider", id: "suppression-list" },
        action: "address.suppressed",
        object: { type: "Address", id: addressHash },
        after: { reason },
        ruleIds: ["CON-1"],
      },
      now,
    ),
  ]);
  if (written.kind === "committed") return true;
  // an event told it in the same moment
  if ((await findSuppression(deps, addressHash)) !== undefined) return false;
  throw new Error("a suppression could not be taken over; the next run tries again");
}
