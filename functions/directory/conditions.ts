import type { Channel } from "../../shared/model/channel.ts";
import type { HcpId, Sha256 } from "../../shared/model/ids.ts";
import { AddressStop, Suppression, type SuppressionReason } from "../../shared/model/suppression.ts";
import { type Instant, instantText } from "../../shared/model/time.ts";
import type { TransactPart } from "../runtime/transaction.ts";
import { profileKey } from "./profile-store.ts";
import { addressStopKey, suppressionKey } from "./suppression-store.ts";

export { askAddressPart } from "./asked-address.ts";
export { adoptEmailPart, claimEmailPart } from "./claimed-email.ts";

/** Holds while nobody changed the profile since `rev` was read: address, territory, status. Refused as `profile_changed`. */
export function profileUnchangedPart(peopleTable: string, hcpId: HcpId, rev: number): TransactPart {
  return {
    name: "profile_changed",
    item: {
      ConditionCheck: {
        TableName: peopleTable,
        Key: profileKey(hcpId),
        ConditionExpression: "rev = :rev",
        ExpressionAttributeValues: { ":rev": rev },
      },
    },
  };
}

/** Holds while nothing forbids sending to the address. Refused as `address_suppressed`. */
export function addressNotSuppressedPart(peopleTable: string, addressHash: Sha256): TransactPart {
  return {
    name: "address_suppressed",
    item: {
      ConditionCheck: {
        TableName: peopleTable,
        Key: suppressionKey(addressHash),
        ConditionExpression: "attribute_not_exists(pk)",
      },
    },
  };
}

/**
 * Suppresses an address for good (domain-rules 2.9), within the transaction that learned the cause. The first cause
 * stays; refused as `already_suppressed`.
 */
export function suppressAddressPart(
  peopleTable: string,
  cause: { readonly addressHash: Sha256; readonly channel: Channel; readonly reason: SuppressionReason },
  now: Instant,
): TransactPart {
  return {
    name: "already_suppressed",
    item: {
      Put: {
        TableName: peopleTable,
        Item: {
          ...suppressionKey(cause.addressHash),
          v: 1,
          ...Suppression.parse({ ...cause, at: instantText(now) }),
        },
        ConditionExpression: "attribute_not_exists(pk)",
      },
    },
  };
}

/**
 * Notes that an address stopped, in the transaction with the withdrawal of the person whose link or number it was
 * (Appendix C.16). The latest one stays.
 */
export function stopAddressPart(
  peopleTable: string,
  stop: { readonly addressHash: Sha256; readonly channel: Channel; readonly by?: HcpId | undefined },
  now: Instant,
): TransactPart {
  return {
    name: "address_stopped",
    item: {
      Put: {
        TableName: peopleTable,
        Item: {
          ...addressStopKey(stop.addressHash),
          v: 1,
          ...AddressStop.parse({ ...stop, at: instantText(now) }),
        },
      },
    },
  };
}

/** Holds while the address was not stopped since `stop` was read. Refused as `address_stopped`. */
export function addressNotStoppedSincePart(
  peopleTable: string,
  addressHash: Sha256,
  stop: Pick<AddressStop, "at" | "by"> | undefined,
): TransactPart {
  return {
    name: "address_stopped",
    item: {
      ConditionCheck: {
        TableName: peopleTable,
        Key: addressStopKey(addressHash),
        ...(stop === undefined
          ? { ConditionExpression: "attribute_not_exists(pk)" }
          : {
              ConditionExpression:
                stop.by === undefined ? "#at = :at AND attribute_not_exists(#by)" : "#at = :at AND #by = :by",
              ExpressionAttributeNames: { "#at": "at", "#by": "by" },
              ExpressionAttributeValues: {
                ":at": stop.at,
                ...(stop.by === undefined ? {} : { ":by": stop.by }),
              },
            }),
      },
    },
  };
}

/**
 * Marks a person's number as somebody else's, while the profile is as it was read (CON-3). Refused as `profile_changed`.
 */
export function doubtMobilePart(
  peopleTable: string,
  hcp: { readonly hcpId: HcpId; readonly rev: number },
  now: Instant,
): TransactPart {
  return {
    name: "profile_changed",
    item: {
      Update: {
        TableName: peopleTable,
        Key: profileKey(hcp.hcpId),
        UpdateExpression: "SET mobileDoubtedAt = :at, rev = :next",
        ConditionExpression: "rev = :rev",
        ExpressionAttributeValues: { ":at": instantText(now), ":rev": hcp.rev, ":next": hcp.rev + 1 },
      },
    },
  };
}
