import type { ApiGroup } from "./endpoint.ts";
import type { DomainEvent } from "./event.ts";

/** Every API group of the product: infra routes them, tests compare them, the OpenAPI page documents them. */
export const API_GROUPS: readonly ApiGroup[] = [];

/** Every domain event of the product. */
export const DOMAIN_EVENTS: readonly DomainEvent[] = [];
