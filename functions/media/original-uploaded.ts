import type { EventBridgeEvent } from "aws-lambda";
import * as z from "zod";
import { assetUploaded } from "../../shared/contracts/media.ts";
import { AssetId } from "../../shared/model/ids.ts";
import { MEDIA_PREFIX } from "../../shared/names.ts";
import type { Clock } from "../runtime/clock.ts";
import { detailOf } from "../runtime/events.ts";
import { takeIn } from "./intake.ts";
import type { PipelineDeps } from "./next-step.ts";

const ObjectCreated = z.object({ object: z.object({ key: z.string() }) });
const OriginalKey = z.templateLiteral([MEDIA_PREFIX.originals, z.string(), "/source"]);

/**
 * Pure: the asset that an event is about, from storage (`Object Created`) or from the browser's word. Objects that
 * are no original of ours give undefined.
 */
export function assetOf(event: EventBridgeEvent<string, unknown>): AssetId | undefined {
  if (event["detail-type"] === assetUploaded.name) return detailOf(assetUploaded, event).assetId;
  const key = OriginalKey.safeParse(ObjectCreated.parse(event.detail).object.key);
  return key.success ? AssetId.safeParse(key.data.split("/")[1]).data : undefined;
}

/** Takes in the original that the event is about. */
export function makeOriginalUploaded(deps: PipelineDeps & { readonly clock: Clock }) {
  return async (event: EventBridgeEvent<string, unknown>): Promise<void> => {
    const assetId = assetOf(event);
    if (assetId !== undefined) await takeIn(deps, assetId, deps.clock());
  };
}
