import { Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { OUTREACH_CAPABILITIES } from "../capabilities.ts";
import type { House } from "../house.ts";

/** Permission and messages. Its functions serve routes of the service stack's APIs and listen to its bus. */
export class OutreachStack extends Stack {
  constructor(scope: Construct, id: string, house: House, props: StackProps) {
    super(scope, id, props);
    for (const [name, Capability] of Object.entries(OUTREACH_CAPABILITIES)) new Capability(this, name, house);
  }
}
