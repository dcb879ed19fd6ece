import { makeOriginalUploaded } from "./original-uploaded.ts";
import { pipelineFromEnvironment } from "./pipeline.ts";

/** Storage's `Object Created` under originals/, and the browser's word over the domain bus. */
export const handler = makeOriginalUploaded(pipelineFromEnvironment());
