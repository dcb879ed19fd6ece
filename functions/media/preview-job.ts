import type { CreateJobCommandInput } from "@aws-sdk/client-mediaconvert";
import { previewClip, previewSize } from "./encoding-plan.ts";
import { colors, type JobOrder, jobRequest } from "./job-request.ts";

/**
 * The job that makes the animation of the first seconds on a rung of the ladder. A job of its own, because clipping
 * belongs to the input and would shorten the films as well. Pure; settings of aws-facts 2.3.
 */
export function previewJob(order: JobOrder, rung: number): CreateJobCommandInput {
  const { width, height, framesPerSecond } = previewSize(order.source, rung);
  const seconds = previewClip(order.source);
  const clip =
    seconds === undefined
      ? {}
      : { InputClippings: [{ StartTimecode: "00:00:00:00", EndTimecode: `00:00:0${seconds}:00` }] };
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
