import type { CreateJobCommandInput, Input } from "@aws-sdk/client-mediaconvert";
import type { JobKind, Source } from "../../shared/model/asset.ts";
import type { AssetId } from "../../shared/model/ids.ts";
import { sha256 } from "../runtime/hash.ts";
import { jobBase, originalKey } from "./encoding-plan.ts";

/** What a conversion needs to know. `attempt` starts at 1; the same attempt always gives the same job. */
export interface JobOrder {
  readonly bucket: string;
  readonly roleArn: string;
  readonly assetId: AssetId;
  readonly attempt: number;
  readonly source: Source;
}
type Job = Required<Pick<CreateJobCommandInput, "Settings">>["Settings"];

/** The envelope that both jobs share: role, derived token, metadata that comes back in every event, input. */
export function jobRequest(
  order: JobOrder,
  kind: JobKind,
  input: Input,
  outputs: NonNullable<NonNullable<NonNullable<Job>["OutputGroups"]>[number]["Outputs"]>,
): CreateJobCommandInput {
  const { bucket, roleArn, assetId, attempt } = order;
  return {
    Role: roleArn,
    // deduplicates for a minute only; the job record's conditional put is what counts (aws-facts 2.1)
    ClientRequestToken: sha256(`${assetId}:${kind}:${attempt}`),
    UserMetadata: { assetId, kind, attempt: String(attempt) },
    StatusUpdateInterval: "SECONDS_60",
    AccelerationSettings: { Mode: "DISABLED" },
    Settings: {
      TimecodeConfig: { Source: "ZEROBASED" },
      Inputs: [
        {
          FileInput: `s3://${bucket}/${originalKey(assetId)}`,
          TimecodeSource: "ZEROBASED",
          // without it a phone's note to turn the picture is ignored
          VideoSelector: { Rotate: "AUTO" },
          ...input,
        },
      ],
      OutputGroups: [
        {
          Name: kind,
          OutputGroupSettings: {
            Type: "FILE_GROUP_SETTINGS",
            FileGroupSettings: {
              Destination: `s3://${bucket}/${jobBase(assetId, kind, attempt)}`,
              // the bucket's default key is for originals; what CloudFront serves must not need it
              DestinationSettings: {
                S3Settings: { Encryption: { EncryptionType: "SERVER_SIDE_ENCRYPTION_S3" } },
              },
            },
          },
          Outputs: outputs,
        },
      ],
    },
  };
}

/** Brings high dynamic range down to what every screen shows; nothing for ordinary sources. */
export function colors(source: Source) {
  if (!source.hdr) return {};
  return { VideoPreprocessors: { ColorCorrector: { ColorSpaceConversion: "FORCE_709" as const } } };
}
