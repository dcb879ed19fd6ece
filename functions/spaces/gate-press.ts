import { decodeTime } from "ulid";
import type { PressItem } from "../../shared/contracts/engagement.ts";
import type { VisitId } from "../../shared/model/ids.ts";
import type { LinkClass, PressedBy } from "../../shared/model/link-class.ts";
import { instantText } from "../../shared/model/time.ts";
import { classOfPress } from "../engagement/facts.ts";
import type { RequestContext } from "../runtime/http.ts";
import { viewerOf } from "../runtime/viewer.ts";

/** How a gate's button was pressed: what is kept of it, and who that was (domain-rules 3.5). */
export interface GatePress {
  readonly by: LinkClass;
  readonly evidence: Pick<
    PressItem,
    "pressedAt" | "offered" | "heldMs" | "pressedBy" | "dwellMs" | keyof ReturnType<typeof viewerOf>
  >;
}

/**
 * Judges a press by what the page's script reported and by our own clock.
 * @param offered the visit that the gate's nonce names; its id says when the page was made
 */
export function gatePress(
  body: { readonly pressed_by?: PressedBy | undefined; readonly dwell_ms?: number | undefined },
  offered: VisitId,
  context: RequestContext,
): GatePress {
  const { now } = context;
  const viewer = viewerOf(context);
  const pressed = {
    heldMs: now - decodeTime(offered.slice("vis_".length)),
    pressedBy: body.pressed_by,
    dwellMs: body.dwell_ms,
  };
  const by = classOfPress({ ...viewer, ...pressed, at: now, visitId: offered, offered, tracked: false });
  return { by, evidence: { ...viewer, ...pressed, offered, pressedAt: instantText(now) } };
}
