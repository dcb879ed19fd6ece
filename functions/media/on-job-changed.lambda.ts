import { makeJobChanged } from "./job-changed.ts";
import { pipelineFromEnvironment } from "./pipeline.ts";

/** MediaConvert's job state changes. */
export const handler = makeJobChanged(pipelineFromEnvironment());
