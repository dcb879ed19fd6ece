import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";
import * as z from "zod";

const Resource = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DeletionPolicy: z.string().optional(),
  UpdateReplacePolicy: z.string().optional(),
  DependsOn: z.union([z.string(), z.array(z.string())]).optional(),
});
const Template = z.object({ Resources: z.record(z.string(), Resource) });

/** One resource of a synthesized template. */
export interface TemplateResource {
  /** `data`, `service`, `lake` or `operations`. */
  readonly stack: string;
  readonly id: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly deletionPolicy: string | undefined;
  readonly updateReplacePolicy: string | undefined;
}

/** Every resource of the stage that was synthesized before the tests. */
export function templateResources(): readonly TemplateResource[] {
  const folder = inject("assembly");
  return readdirSync(folder)
    .filter((file) => file.endsWith(".template.json"))
    .flatMap((file) => {
      const { Resources } = Template.parse(JSON.parse(readFileSync(join(folder, file), "utf8")));
      const stack = file.replace(/^invito-dev-(.*)\.template\.json$/, "$1");
      return Object.entries(Resources).map(([id, resource]) => ({
        stack,
        id,
        type: resource.Type,
        properties: resource.Properties,
        deletionPolicy: resource.DeletionPolicy,
        updateReplacePolicy: resource.UpdateReplacePolicy,
      }));
    });
}

/** Resources of one CloudFormation type. */
export function resourcesOf(type: string): readonly TemplateResource[] {
  return templateResources().filter((resource) => resource.type === type);
}

const Statement = z.object({
  Effect: z.string(),
  Action: z.union([z.string(), z.array(z.string())]),
  Resource: z.unknown(),
  Condition: z.unknown().optional(),
});

/** A statement of an identity policy with the role it belongs to; ARNs stay unresolved CloudFormation. */
export interface RoleStatement {
  readonly role: string;
  readonly actions: readonly string[];
  readonly resources: readonly unknown[];
  readonly condition: unknown;
}

/** Every statement of every role, inline or attached by AWS::IAM::Policy. */
export function roleStatements(): readonly RoleStatement[] {
  return resourcesOf("AWS::IAM::Policy").flatMap(({ properties }) => {
    const document = z.object({ Statement: z.array(Statement) }).parse(properties.PolicyDocument);
    const roles = z.array(z.object({ Ref: z.string() })).parse(properties.Roles);
    return document.Statement.flatMap((statement) =>
      roles.map((role) => ({
        role: role.Ref,
        actions: [statement.Action].flat(),
        resources: [statement.Resource].flat(),
        condition: statement.Condition,
      })),
    );
  });
}

const Reference = z.union([
  z.object({ Ref: z.string() }).transform(({ Ref }) => Ref),
  z.object({ "Fn::GetAtt": z.tuple([z.string(), z.string()]) }).transform((found) => found["Fn::GetAtt"][0]),
  // the CDK names an export by the logical id that it gives out, followed by eight digits of its own
  z
    .object({ "Fn::ImportValue": z.string().regex(/:ExportsOutputRef\w+[0-9A-F]{8}$/) })
    .transform((found) => found["Fn::ImportValue"].replace(/^.*:ExportsOutputRef|.{8}$/g, "")),
]);

/** Logical id behind a reference, also to a resource of another stack; undefined for anything else. */
export function logicalIdOf(value: unknown): string | undefined {
  const parsed = Reference.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}

/** CDK's own function for BucketDeployment: not ours to write. */
export const CDK_DEPLOYMENT = "CustomCDKBucketDeployment";
