import type { Channel } from "../../shared/model/channel.ts";
import type { HcpId, MessageId, Sha256 } from "../../shared/model/ids.ts";
import { DAY, SECOND } from "../../shared/model/time.ts";
import type { TransactPart } from "../runtime/transaction.ts";
import { linkKey, spaceKey } from "./store.ts";

/** Link hashes stay 90 days after the link's own end (domain-rules Appendix D), so that a late visitor is told why. */
const HASH_KEPT_SECONDS = (90 * DAY) / SECOND;

/** Holds only while the space is what the caller read. Refusal name: `space_changed`. */
export function spaceUnchangedPart(recordsTable: string, hcpId: HcpId, rev: number): TransactPart {
  return {
    name: "space_changed",
    item: {
      ConditionCheck: {
        TableName: recordsTable,
        Key: spaceKey(hcpId),
        ConditionExpression: "#rev = :rev",
        ExpressionAttributeNames: { "#rev": "rev" },
        ExpressionAttributeValues: { ":rev": rev },
      },
    },
  };
}

/**
 * Mints the link of one message in the transaction that hands it off, so that no message leaves with a dead link.
 * @param link `expiresAt` is epoch seconds of business time
 */
export function linkPart(
  recordsTable: string,
  link: {
    readonly tokenHash: Sha256;
    readonly messageId: MessageId;
    readonly hcpId: HcpId;
    readonly channel: Channel;
    readonly expiresAt: number;
  },
): TransactPart {
  return {
    name: "link_exists",
    item: {
      Put: {
        TableName: recordsTable,
        Item: {
          ...linkKey(link.tokenHash),
          v: 1,
          tokenHash: link.tokenHash,
          messageId: link.messageId,
          hcpId: link.hcpId,
          channel: link.channel,
          linkEndsAt: link.expiresAt,
          expiresAt: link.expiresAt + HASH_KEPT_SECONDS,
        },
        ConditionExpression: "attribute_not_exists(pk)",
      },
    },
  };
}
