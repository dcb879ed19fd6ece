import { s3Error } from "../wire/s3-error.ts";

/** How large the file of an accepted form may be, in bytes. */
export interface FormLimits {
  readonly least: number;
  readonly most: number;
}

const largestPost = 5 * 1024 ** 3;
/** Form fields that need no condition, besides `x-ignore-*`. */
const exempt = new Set(["policy", "x-amz-signature", "file", "awsaccesskeyid", "signature"]);

type Condition = readonly [operator: string, field: string, value: string];

function readPolicy(base64: string): { expiration: number; conditions: readonly unknown[] } {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(base64, "base64").toString("utf8"));
    if (typeof parsed === "object" && parsed !== null && "expiration" in parsed && "conditions" in parsed) {
      const expiration = Date.parse(String(parsed.expiration));
      if (!Number.isNaN(expiration) && Array.isArray(parsed.conditions))
        return { expiration, conditions: parsed.conditions };
    }
  } catch {
    // Told below, together with a policy of the wrong shape.
  }
  throw s3Error("InvalidPolicyDocument", "Invalid Policy: Invalid JSON or missing expiration or conditions.");
}

function fieldConditions(conditions: readonly unknown[]): {
  fields: readonly Condition[];
  limits: FormLimits;
} {
  const fields: Condition[] = [];
  let limits: FormLimits = { least: 0, most: largestPost };
  for (const condition of conditions) {
    if (Array.isArray(condition)) {
      const [operator, first, second] = condition.map(String);
      const name = String(operator).toLowerCase();
      if (name === "content-length-range") limits = { least: Number(first), most: Number(second) };
      else if ((name === "eq" || name === "starts-with") && first?.startsWith("$")) {
        fields.push([name, first.slice(1).toLowerCase(), second ?? ""]);
      } else
        throw s3Error(
          "InvalidPolicyDocument",
          `Invalid Policy: Invalid condition ${JSON.stringify(condition)}.`,
        );
    } else if (typeof condition === "object" && condition !== null) {
      for (const [field, value] of Object.entries(condition))
        fields.push(["eq", field.toLowerCase(), String(value)]);
    } else
      throw s3Error(
        "InvalidPolicyDocument",
        `Invalid Policy: Invalid condition ${JSON.stringify(condition)}.`,
      );
  }
  if (!Number.isInteger(limits.least) || !Number.isInteger(limits.most)) {
    throw s3Error("InvalidPolicyDocument", "Invalid Policy: Invalid content-length-range.");
  }
  return { fields, limits };
}

/**
 * Decides whether a form may be taken under its policy (base64, already verified against its signature).
 * `fields` has lower-case names and every field before the file; `now` is real time in milliseconds.
 * @throws AccessDenied naming the condition that failed or the field that no condition covers; InvalidPolicyDocument.
 */
export function evaluatePostPolicy(
  policy: string,
  form: { readonly bucket: string; readonly fields: Readonly<Record<string, string>> },
  now: number,
): FormLimits {
  const { expiration, conditions } = readPolicy(policy);
  if (expiration <= now) throw s3Error("AccessDenied", "Invalid according to Policy: Policy expired.");
  const { fields, limits } = fieldConditions(conditions);
  const covered = new Set(["bucket"]);
  for (const [operator, field, value] of fields) {
    covered.add(field);
    const actual = field === "bucket" ? form.bucket : (form.fields[field] ?? "");
    const holds = operator === "eq" ? actual === value : actual.startsWith(value);
    if (!holds) {
      throw s3Error(
        "AccessDenied",
        `Invalid according to Policy: Policy Condition failed: ["${operator}", "$${field}", "${value}"]`,
      );
    }
  }
  const extra = Object.keys(form.fields).filter(
    (name) => !covered.has(name) && !exempt.has(name) && !name.startsWith("x-ignore-"),
  );
  if (extra.length > 0)
    throw s3Error("AccessDenied", `Invalid according to Policy: Extra input fields: ${extra.join(", ")}`);
  return limits;
}
