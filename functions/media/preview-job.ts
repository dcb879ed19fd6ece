import type { CreateJobCommandInput } from "@aws-sdk/client-mediaconvert";
import { previewClip, previewSize } from "./encoding-plan.ts";
import { colors, type JobOrder, jobRequest } from "./job-request.ts";

/**
 * The job that makes the animation of some seconds on a rung of the ladder. A job of its own, because clipping
 * belongs to the input and would shorten the films as well. Pure; settings of aws-facts 2.3.
 */
export function previewJob(order: JobOrder, rung: number): CreateJobCommandInput {
  const { width, height, framesPerSecond } = previewSize(order.source, rung);
  const part = previewClip(order.source);
  const clip =
    part === undefined
      ? {}
      : {
          InputClippings: [
            { StartTimecode: timecode(part.fromSecond), EndTimecode: timecode(part.toSecond) },
          ],
        };
  return jobRequest(order, "preview", clip, [
    {
      NameModifier: "_preview",
      ContainerSettings: { Container: "GIF" },
      VideoDescription: {
        Width: width,
        Height: height,
        ...colors(order.source),
        CodecSettings: {
          Codec: "GIF",
          GifSettings: {
            FramerateControl: "SPECIFIED",
            FramerateNumerator: framesPerSecond,
            FramerateDenominator: 1,
            FramerateConversionAlgorithm: "DUPLICATE_DROP",
          },
        },
      },
    },
  ]);
}

/** `HH:MM:SS:FF` of a whole second. */
function timecode(seconds: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
  return `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}:00`;
}
