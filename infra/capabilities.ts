import type { Construct } from "constructs";
import type { Capability } from "../shared/capabilities.ts";
import { Audit } from "./capabilities/audit.ts";
import { Consent } from "./capabilities/consent.ts";
import { Content } from "./capabilities/content.ts";
import { Directory } from "./capabilities/directory.ts";
import { Engagement } from "./capabilities/engagement.ts";
import { Insights } from "./capabilities/insights.ts";
import { Lake } from "./capabilities/lake.ts";
import { Media } from "./capabilities/media.ts";
import { Messaging } from "./capabilities/messaging.ts";
import { Spaces } from "./capabilities/spaces.ts";
import type { House } from "./house.ts";
import { Runtime } from "./runtime-wiring.ts";

/**
 * The constructs of all capabilities, by the name that is part of their logical ids. A new capability adds itself
 * here; the service stack builds them in this order.
 */
export const CAPABILITY_CONSTRUCTS: Readonly<
  Partial<
    Record<"Runtime" | Capitalize<Capability>, new (scope: Construct, id: string, house: House) => Construct>
  >
> = {
  Runtime,
  Audit,
  Directory,
  Consent,
  Content,
  Media,
  Lake,
  Engagement,
  Insights,
  Messaging,
  Spaces,
};
