import type { AttributeValue } from "aws-lambda";
import type { BatchItem } from "../../shared/contracts/engagement.ts";
import { readBeacon } from "./read-beacon.ts";

type Image = Readonly<Record<string, AttributeValue>>;

/** ISO 8601 in UTC, as every stored instant is. */
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;

/**
 * Reads a beacon batch out of a stream image by hand: unmarshalling and the schema cost three times what folding does.
 * The columns are held to the rules of the edge once more. A property test compares it with the `BatchItem` schema.
 * @returns undefined for anything that is no batch
 */
export function readBatch(image: Image): BatchItem | undefined {
  const { visitId, hcpId, messageId, receivedAt } = image;
  const read = readBeacon({
    seq: numberOf(image["seq"]),
    items: image["items"]?.L?.map(({ S }) => S),
    k: columnOf(image["k"]),
    i: columnOf(image["i"]),
    a: columnOf(image["a"]),
    b: columnOf(image["b"]),
    r: columnOf(image["r"]),
  });
  if ("problem" in read || visitId?.S === undefined) return undefined;
  if (receivedAt?.S === undefined || !INSTANT.test(receivedAt.S) || Number.isNaN(Date.parse(receivedAt.S)))
    return undefined;
  // a person key of another form must not become "nobody"
  if (
    (hcpId !== undefined && hcpId.S === undefined) ||
    (messageId !== undefined && messageId.S === undefined)
  )
    return undefined;
  return {
    visitId: visitId.S,
    ...(hcpId?.S === undefined ? {} : { hcpId: hcpId.S }),
    ...(messageId?.S === undefined ? {} : { messageId: messageId.S }),
    ...read.beacon,
    receivedAt: receivedAt.S,
  };
}

function numberOf(value: AttributeValue | undefined): number | undefined {
  return value?.N === undefined ? undefined : Number(value.N);
}

function columnOf(value: AttributeValue | undefined): (number | undefined)[] | undefined {
  return value?.L?.map(numberOf);
}
