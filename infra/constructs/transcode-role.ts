import { Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import type * as kms from "aws-cdk-lib/aws-kms";
import { Construct } from "constructs";
import { ENV, MEDIA_PREFIX } from "../../shared/names.ts";
import { acknowledgeObjectPrefix } from "../nag-acknowledgements.ts";
import { type Fn, viaService } from "./fn.ts";
import type { PrivateBucket } from "./private-bucket.ts";

/** What MediaConvert becomes while it works on a job: reads originals, writes below renditions. */
export class TranscodeRole extends Construct {
  readonly role: iam.Role;

  constructor(scope: Construct, id: string, media: PrivateBucket, originalsKey: kms.IKey) {
    super(scope, id);
    this.role = new iam.Role(this, "Role", {
      assumedBy: new iam.ServicePrincipal("mediaconvert.amazonaws.com", {
        conditions: { StringEquals: { "aws:SourceAccount": Stack.of(this).account } },
      }),
    });
    const objects = (prefix: string) => media.objects(prefix);
    const results = objects(MEDIA_PREFIX.renditions);
    this.role.addToPolicy(
      new iam.PolicyStatement({ actions: ["s3:GetObject"], resources: [objects(MEDIA_PREFIX.originals)] }),
    );
    this.role.addToPolicy(new iam.PolicyStatement({ actions: ["s3:PutObject"], resources: [results] }));
    this.role.addToPolicy(
      new iam.PolicyStatement({
        actions: ["kms:Decrypt"],
        resources: [originalsKey.keyArn],
        conditions: viaService(this, "s3"),
      }),
    );
    for (const arn of [objects(MEDIA_PREFIX.originals), results]) acknowledgeObjectPrefix(this.role, arn);
  }

  /** Lets a function give this role to MediaConvert, and to nobody else. */
  grantPass(fn: Fn): void {
    fn.allow("iam:PassRole", [this.role.roleArn], {
      StringEquals: { "iam:PassedToService": "mediaconvert.amazonaws.com" },
    });
    fn.setEnvironment(ENV.transcodeRoleArn, this.role.roleArn);
  }
}
