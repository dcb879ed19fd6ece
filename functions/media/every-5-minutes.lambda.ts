import { openLog } from "../runtime/log.ts";
import { pipelineFromEnvironment } from "./pipeline.ts";
import { makeReconciler } from "./reconcile.ts";

/** Asks after assets that went silent. */
export const handler = makeReconciler({ ...pipelineFromEnvironment(), log: openLog("media-reconciler") });
