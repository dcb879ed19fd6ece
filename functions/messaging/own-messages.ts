import type { messagingApi, OwnMessageView } from "../../shared/contracts/messaging.ts";
import type { Hcp } from "../../shared/model/hcp.ts";
import type { HcpId } from "../../shared/model/ids.ts";
import type { Message } from "../../shared/model/message.ts";
import { findHcp, territoriesOf } from "../directory/facts.ts";
import type { HandlersOf } from "../runtime/http.ts";
import { listSent } from "./message-lists.ts";
import { viewOf } from "./message-view.ts";
import { type VisitsDeps, visitsOf } from "./visits.ts";

/**
 * A sender's own messages. The message stays its sender's when the HCP moves to another territory; who that person is,
 * and what they do, then stays with the new rep.
 */
export function makeOwnMessages(
  deps: VisitsDeps & { readonly peopleTable: string },
): HandlersOf<typeof messagingApi>["listOwnMessages"] {
  return async ({ query, caller, context }) => {
    const { now } = context;
    const { standing } = query;
    const [page, territories] = await Promise.all([
      listSent(deps, { userId: caller.userId, standing }, query),
      territoriesOf(deps, caller.userId, now),
    ]);
    const byHcp = new Map<HcpId, Message[]>();
    for (const message of page.items)
      byHcp.set(message.hcpId, [...(byHcp.get(message.hcpId) ?? []), message]);
    const views = await Promise.all(
      [...byHcp].map(async ([hcpId, messages]) => {
        const hcp = await findHcp(deps, hcpId);
        if (hcp === undefined || !territories.includes(hcp.territory))
          return messages.map((message): OwnMessageView => viewOf(message, caller));
        const visits = await visitsOf(deps, caller, hcp, messages, now);
        return messages.map(
          (message): OwnMessageView => ({
            ...viewOf(message, caller, visits.get(message.messageId)),
            hcp: personOf(hcp),
          }),
        );
      }),
    );
    const byId = new Map(views.flat().map((view) => [view.messageId, view]));
    return { ...page, items: page.items.flatMap(({ messageId }) => byId.get(messageId) ?? []) };
  };
}

function personOf(hcp: Hcp): NonNullable<OwnMessageView["hcp"]> {
  const { title, firstName, lastName, institution, timeZone } = hcp;
  return {
    firstName,
    lastName,
    timeZone,
    ...(title === undefined ? {} : { title }),
    ...(institution === undefined ? {} : { institution }),
  };
}
