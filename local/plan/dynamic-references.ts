/** One `{{resolve:service:…}}` in a text; `secretsmanager` ids are names or ARNs. */
export interface DynamicReference {
  readonly service: "secretsmanager" | "ssm" | "ssm-secure";
  /** Secret name or ARN, or parameter name. */
  readonly id: string;
  /** Key inside a secret that is a JSON object; undefined means the whole text. */
  readonly jsonKey?: string;
  readonly versionStage?: string;
  readonly versionId?: string;
}

const REFERENCE = /\{\{resolve:(secretsmanager|ssm|ssm-secure):([^{}]+)\}\}/g;
const ARN_PARTS = 7;

function parseReference(service: DynamicReference["service"], rest: string): DynamicReference {
  const parts = rest.split(":");
  if (service !== "secretsmanager") {
    const [id = "", versionId] = parts;
    return versionId ? { service, id, versionId } : { service, id };
  }
  const idLength = rest.startsWith("arn:") ? ARN_PARTS : 1;
  const [, jsonKey, versionStage, versionId] = parts.slice(idLength);
  return {
    service,
    id: parts.slice(0, idLength).join(":"),
    ...(jsonKey ? { jsonKey } : {}),
    ...(versionStage ? { versionStage } : {}),
    ...(versionId ? { versionId } : {}),
  };
}

/**
 * Replaces CloudFormation's dynamic references in a resolved text. A function's environment, an origin's custom headers
 * and a public key may contain them, because the plan is read before the secrets exist.
 * @param lookup returns the plain value; what it throws reaches the caller
 */
export function resolveDynamicReferences(
  text: string,
  lookup: (reference: DynamicReference) => string,
): string {
  return text.replace(REFERENCE, (_, service: DynamicReference["service"], rest: string) =>
    lookup(parseReference(service, rest)),
  );
}
