import type { Principal } from "../../runtime-ports.ts";
import type { ProbedObject } from "./probe-response.ts";

/** What MediaConvert needs of S3; every call is made with the rights of the principal given to {@link as}. */
export interface MediaObjects {
  as(principal: Principal): MediaObjects;
  head(bucket: string, key: string): Promise<ProbedObject | undefined>;
  /** Puts the object's bytes into `file`; false when there is no such object. */
  materialize(bucket: string, key: string, file: string): Promise<boolean>;
  put(
    bucket: string,
    key: string,
    body: AsyncIterable<Buffer>,
    headers: Readonly<Record<string, string>>,
  ): Promise<unknown>;
}
