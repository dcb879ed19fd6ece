import type { Construct } from "constructs";
import type { Capability } from "../shared/capabilities.ts";
import { Audit } from "./capabilities/audit.ts";
import { Consent } from "./capabilities/consent.ts";
import { Content } from "./capabilities/content.ts";
import { Directory } from "./capabilities/directory.ts";
import { Engagement } from "./capabilities/engagement.ts";
import { Experiments } from "./capabilities/experiments.ts";
import { Inbound } from "./capabilities/inbound.ts";
import { Insights } from "./capabilities/insights.ts";
import { Lake } from "./capabilities/lake.ts";
import { Media } from "./capabilities/media.ts";
import { Messaging } from "./capabilities/messaging.ts";
import { Spaces } from "./capabilities/spaces.ts";
import { Templates } from "./capabilities/templates.ts";
import type { Filing, House } from "./house.ts";
import { Runtime } from "./runtime-wiring.ts";

/** Constructs of capabilities, by the name that is part of their logical ids, for a stack that gives them `Needs`. */
type Constructs<Needs> = Readonly<
  Partial<
    Record<"Runtime" | Capitalize<Capability>, new (scope: Construct, id: string, house: Needs) => Construct>
  >
>;

/** What serves people and events. A new capability adds itself to one of the lists; stacks build them in this order. */
export const SERVICE_CAPABILITIES: Constructs<House> = {
  Runtime,
  Directory,
  Content,
  Media,
  Engagement,
  Insights,
  Spaces,
};

/** Who may be written to and what is: built by the outreach stack, because a stack has room for 400 resources. */
export const OUTREACH_CAPABILITIES: Constructs<House> = {
  Consent,
  Messaging,
  Inbound,
  Experiments,
  Templates,
};

/** What only reads streams and writes files for later: it knows no API and no bus, and is built by the lake stack. */
export const FILING_CAPABILITIES: Constructs<Filing> = { Audit, Lake };
