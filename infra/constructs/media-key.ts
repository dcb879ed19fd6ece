import { Stack } from "aws-cdk-lib";
import * as cloudfront from "aws-cdk-lib/aws-cloudfront";
import { Construct } from "constructs";
import type { SecretRef } from "./secret-ref.ts";

/** The public half of the key that signs media URLs; the private half is only in the secret. */
export class MediaKey extends Construct {
  readonly keyPairId: string;
  readonly group: cloudfront.IKeyGroup;

  constructor(scope: Construct, id: string, secret: SecretRef) {
    super(scope, id);
    const stack = `${Stack.of(this).stackName}-media`;
    // CloudFront changes no key: another one needs another name.
    const name = secret.version === undefined ? stack : `${stack}-${secret.version.slice(0, 8)}`;
    // The L2 construct wants to see the PEM text, which only the secret has.
    const key = new cloudfront.CfnPublicKey(this, "Key", {
      publicKeyConfig: { name, callerReference: name, encodedKey: secret.reference("publicKey") },
    });
    this.keyPairId = key.ref;
    const group = new cloudfront.CfnKeyGroup(this, "Group", {
      keyGroupConfig: { name: stack, items: [key.ref] },
    });
    this.group = cloudfront.KeyGroup.fromKeyGroupId(this, "GroupRef", group.ref);
  }
}
