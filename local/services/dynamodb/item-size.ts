import type { Item } from "./request-input.ts";

const bytes = (text: string): number => Buffer.byteLength(text, "utf8");
const MAX_NUMBER_BYTES = 21;
/** A list or map costs three bytes, and one more for each of its entries. */
const CONTAINER = 3;

/** Two digits a byte and one for the exponent; leading and trailing zeros do not count. */
function numberSize(text: string): number {
  const digits = text
    .replace(/e.*$/i, "")
    .replace(/[^0-9]/g, "")
    .replace(/^0+|0+$/g, "");
  const sign = text.startsWith("-") ? 1 : 0;
  return Math.min(MAX_NUMBER_BYTES, Math.ceil(digits.length / 2) + 1 + sign);
}

function valueSize(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  const [entry] = Object.entries(value);
  if (entry === undefined) return 0;
  const [type, content] = entry;
  const list: readonly unknown[] = Array.isArray(content) ? content : [];
  const sum = (sizeOf: (text: string) => number): number =>
    list.reduce<number>((total, text) => total + sizeOf(String(text)), 0);
  switch (type) {
    case "S":
      return bytes(String(content));
    case "N":
      return numberSize(String(content));
    case "B":
      return Buffer.from(String(content), "base64").length;
    case "BOOL":
    case "NULL":
      return 1;
    case "SS":
      return sum(bytes);
    case "NS":
      return sum(numberSize);
    case "BS":
      return sum((text) => Buffer.from(text, "base64").length);
    case "L":
      return list.reduce<number>((total, inner) => total + 1 + valueSize(inner), CONTAINER);
    case "M": {
      const map = typeof content === "object" && content !== null ? Object.entries(content) : [];
      return map.reduce((total, [name, inner]) => total + 1 + bytes(name) + valueSize(inner), CONTAINER);
    }
    default:
      return 0;
  }
}

/** Size of an item in bytes as DynamoDB bills it: names and values in UTF-8. */
export function itemSize(item: Item): number {
  return Object.entries(item).reduce((total, [name, value]) => total + bytes(name) + valueSize(value), 0);
}

const KB = 1024;

/** Write units of an item of this size: one per started kilobyte, at least one. */
export function writeUnits(sizeInBytes: number): number {
  return Math.max(1, Math.ceil(sizeInBytes / KB));
}
