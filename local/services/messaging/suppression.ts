/** The account's suppression list of SES. */
import * as z from "zod";
import { openDurableMap } from "../../journal/durable-map.ts";
import { AwsError, type Journal } from "../../runtime-ports.ts";
import { epochSeconds } from "../json-protocol.ts";

export const SuppressionReason = z.enum(["BOUNCE", "COMPLAINT"]);
type Reason = z.infer<typeof SuppressionReason>;
interface Suppressed {
  readonly reason: Reason;
  readonly at: number;
}

export interface SuppressionList {
  has(address: string): boolean;
  put(address: string, reason: Reason): Promise<void>;
  /** Throws NotFoundException. */
  get(address: string): unknown;
  /** Throws NotFoundException. */
  remove(address: string): Promise<void>;
  list(query: {
    readonly reasons: readonly string[];
    readonly pageSize: number;
    readonly nextToken?: string;
  }): unknown;
}

/** Opens the list; addresses are compared in lower case, as SES stores them. */
export async function openSuppressionList(journal: Journal): Promise<SuppressionList> {
  const addresses = await openDurableMap<Suppressed>(journal, "messaging-suppression");
  const summary = (address: string, { reason, at }: Suppressed) => ({
    EmailAddress: address,
    Reason: reason,
    LastUpdateTime: epochSeconds(at),
  });
  const found = (address: string): Suppressed => {
    const entry = addresses.get(address.toLowerCase());
    if (!entry)
      throw new AwsError(
        404,
        "NotFoundException",
        `Email address ${address} does not exist on your suppression list.`,
      );
    return entry;
  };
  return {
    has: (address) => addresses.get(address.toLowerCase()) !== undefined,
    put: (address, reason) => addresses.write([[address.toLowerCase(), { reason, at: Date.now() }]]),
    get: (address) => ({ SuppressedDestination: summary(address.toLowerCase(), found(address)) }),
    remove(address) {
      found(address);
      return addresses.write([[address.toLowerCase()]]);
    },
    list({ reasons, pageSize, nextToken }) {
      const all = [...addresses.entries()].filter(
        ([, { reason }]) => reasons.length === 0 || reasons.includes(reason),
      );
      const from = Number(nextToken ?? 0);
      return {
        SuppressedDestinationSummaries: all
          .slice(from, from + pageSize)
          .map(([address, entry]) => summary(address, entry)),
        ...(from + pageSize < all.length ? { NextToken: String(from + pageSize) } : {}),
      };
    },
  };
}
