const DOTS = "•••";

/** An e-mail address as others may see it: `l•••@example.com`. */
export function maskEmail(address: string): string {
  const at = address.lastIndexOf("@");
  return `${[...address][0] ?? ""}${DOTS}${address.slice(at)}`;
}

/** A mobile number as others may see it: country code's beginning and the last two digits, `+44•••14`. */
export function maskMobile(number: string): string {
  return `${number.slice(0, 3)}${DOTS}${number.slice(-2)}`;
}
