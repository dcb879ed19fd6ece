import { ArnFormat, Stack } from "aws-cdk-lib";
import { Construct } from "constructs";
import type { Stage } from "../config.ts";
import type { Fn } from "./fn.ts";

/**
 * A secret that `npm run make-secrets` made before the first deployment: `invito/<stage>/<name>`. The stack never
 * creates or deletes it, because losing the pepper would lose every suppression (CON-3).
 */
export class SecretRef extends Construct {
  readonly secretName: string;
  /** Version that templates read, where the stage names one. */
  readonly version: string | undefined;
  private readonly env: string | undefined;

  /** `env`: environment variable that holds the secret's id; leave it out for secrets that only templates read. */
  constructor(
    scope: Construct,
    id: string,
    props: { readonly stage: Stage; readonly name: string; readonly env?: string },
  ) {
    super(scope, id);
    this.secretName = `invito/${props.stage.name}/${props.name}`;
    const versions: Readonly<Record<string, string>> = props.stage.secretVersions ?? {};
    this.version = versions[props.name];
    this.env = props.env;
  }

  /** Lets a function read the secret and tells it the id. */
  grantRead(fn: Fn): void {
    if (this.env === undefined) throw new Error(`${this.node.path} is not meant for functions`);
    // Secrets Manager adds six characters to the name.
    const arn = Stack.of(fn).formatArn({
      service: "secretsmanager",
      resource: "secret",
      resourceName: `${this.secretName}-??????`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    fn.allow("secretsmanager:GetSecretValue", [arn]);
    fn.setEnvironment(this.env, this.secretName);
  }

  /** CloudFormation's reference to the secret's text, or to one key of it; resolved when the stack is deployed. */
  reference(jsonKey = ""): string {
    const version = this.version === undefined ? "" : `::${this.version}`;
    const part = jsonKey === "" && version === "" ? "" : `:SecretString:${jsonKey}${version}`;
    return `{{resolve:secretsmanager:${this.secretName}${part}}}`;
  }
}
