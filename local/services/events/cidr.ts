import { isIP } from "node:net";

/** Compiles `address/prefix length` (IPv4 or IPv6) to a test of addresses; `refuse` throws for what is none. */
export function cidrMatcher(cidr: string, refuse: (message: string) => never): (value: unknown) => boolean {
  const [address = "", length = ""] = cidr.split("/");
  const family = isIP(address);
  const bits = family === 4 ? 32 : 128;
  const prefix = Number(length);
  if (family === 0 || !/^\d+$/.test(length) || prefix > bits)
    return refuse(`Malformed CIDR, one '/' required: ${cidr}`);
  const shift = BigInt(bits - prefix);
  const network = toInteger(address) >> shift;
  return (value) =>
    typeof value === "string" && isIP(value) === family && toInteger(value) >> shift === network;
}

function toInteger(address: string): bigint {
  if (isIP(address) === 4) return address.split(".").reduce((sum, part) => sum * 256n + BigInt(part), 0n);
  // An embedded IPv4 tail is the last 32 bits.
  const plain = address.replace(/%.*$/, "").replace(/[\d.]+\.[\d.]+$/, (tail) => {
    const value = toInteger(tail);
    return `${(value >> 16n).toString(16)}:${(value & 0xffffn).toString(16)}`;
  });
  const [head = "", tail] = plain.split("::");
  const groups = (part: string): string[] => (part === "" ? [] : part.split(":"));
  const before = groups(head);
  const after = tail === undefined ? [] : groups(tail);
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => "0");
  return [...before, ...zeros, ...after].reduce((sum, group) => sum * 65_536n + BigInt(`0x${group}`), 0n);
}
