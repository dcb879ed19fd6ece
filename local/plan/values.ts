import * as z from "zod";
import type { Planned, PolicyDocument } from "./plan.ts";
import type { Resource } from "./world.ts";

/** CloudFormation takes numbers and booleans also as text. */
export const cfnNumber = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d+(\.\d+)?$/)
    .transform(Number),
]);
export const cfnBoolean = z.union([
  z.boolean(),
  z.enum(["true", "false"]).transform((text) => text === "true"),
]);
export const cfnText = z.union([z.string(), z.number().transform(String), z.boolean().transform(String)]);
export const textList = z.array(z.string()).default([]);

const oneOrMany = z.union([z.string(), z.array(z.string())]);
const conditionValue = z.union([z.string(), z.boolean(), z.number().transform(String), z.array(z.string())]);
const statementSchema = z.object({
  Sid: z.string().optional(),
  Effect: z.enum(["Allow", "Deny"]),
  Action: oneOrMany.optional(),
  NotAction: oneOrMany.optional(),
  Resource: oneOrMany.optional(),
  NotResource: oneOrMany.optional(),
  Principal: z.union([z.literal("*"), z.record(z.string(), oneOrMany)]).optional(),
  Condition: z.record(z.string(), z.record(z.string(), conditionValue)).optional(),
});
const documentSchema = z.object({
  Version: z.string().optional(),
  Statement: z.union([z.array(statementSchema), statementSchema.transform((one) => [one])]),
});

/** A policy document of a template, checked for the parts that are evaluated locally. */
export const policyDocument = z.unknown().transform((value, context): PolicyDocument => {
  const parsed = documentSchema.safeParse(value);
  if (parsed.success) return parsed.data as PolicyDocument;
  for (const { message, path } of parsed.error.issues)
    context.addIssue({ code: "custom", message: `not a policy document: ${message}`, path: [...path] });
  return z.NEVER;
});

/**
 * Reads the properties that the schema names; others are not even resolved.
 * @throws naming stack, logical id and every property that is not of the expected shape
 */
export function read<Schema extends z.ZodObject>(resource: Resource, schema: Schema): z.infer<Schema> {
  const parsed = schema.safeParse(
    Object.fromEntries(Object.keys(schema.shape).map((name) => [name, resource.property(name)])),
  );
  if (parsed.success) return parsed.data;
  throw new Error(
    `${resource.stack}/${resource.logicalId} (${resource.type}): ${z.prettifyError(parsed.error)}`,
  );
}

export const planned = ({ stack, logicalId }: Resource): Planned => ({ stack, logicalId });

/** The named attribute of a resource. @throws when the type does not have it */
export function attribute(resource: Resource, name: string): string {
  const value = resource.identity().attributes[name];
  if (value === undefined)
    throw new Error(`${resource.stack}/${resource.logicalId} has no attribute ${name}`);
  return value;
}

/** The ARN of a KMS key given as key id, ARN or undefined; an alias is AWS's own key, which needs no permission. */
export function keyArn(key: string | undefined, { region, account }: Resource): string | undefined {
  if (key === undefined || key.startsWith("alias/")) return undefined;
  return key.startsWith("arn:") ? key : `arn:aws:kms:${region}:${account}:key/${key}`;
}

/** An object without its undefined entries, for optional properties of the plan. */
export function defined<Value extends object>(
  value: Value,
): { [Key in keyof Value]: Exclude<Value[Key], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as {
    [Key in keyof Value]: Exclude<Value[Key], undefined>;
  };
}
