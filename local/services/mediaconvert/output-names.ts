import type { CreateJob, JobOutput } from "./job-settings.ts";

export interface S3Location {
  readonly bucket: string;
  readonly key: string;
}

/** Splits `s3://bucket/key`. */
export function parseS3Uri(uri: string): S3Location {
  const [, bucket = "", key = ""] = /^s3:\/\/([^/]+)\/(.*)$/s.exec(uri) ?? [];
  return { bucket, key };
}

const defaultExtension = { H_264: "mp4", FRAME_CAPTURE: "jpg", GIF: "gif" } as const;

/**
 * Where an output goes: the destination's base name (the input's name without extension when it ends in `/`), the name
 * modifier and the extension. Frame captures have `.NNNNNNN` before the extension: `%07d` stands for it.
 */
export function outputLocation(
  job: Pick<CreateJob, "settings">,
  group: number,
  output: JobOutput,
): S3Location {
  const destination =
    job.settings.outputGroups[group]?.outputGroupSettings.fileGroupSettings.destination ?? "";
  const { bucket, key } = parseS3Uri(destination);
  const input = parseS3Uri(job.settings.inputs[0]?.fileInput ?? "").key;
  const inputName = input.replace(/^.*\//, "").replace(/\.[^.]*$/, "");
  const base = key === "" || key.endsWith("/") ? `${key}${inputName}` : key;
  const { codec } = output.videoDescription.codecSettings;
  const number = codec === "FRAME_CAPTURE" ? ".%07d" : "";
  return {
    bucket,
    key: `${base}${output.nameModifier ?? ""}${number}.${output.extension ?? defaultExtension[codec]}`,
  };
}

/** File name of one capture, by its zero-based number. */
export function captureName(pattern: string, number: number): string {
  return pattern.replace("%07d", String(number).padStart(7, "0"));
}
