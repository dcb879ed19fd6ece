import * as z from "zod";
import { type Lines, readLength, textFault } from "./visible-text.ts";

function freeText(lines: Lines) {
  return (least: number, most: number) =>
    z
      .string()
      .trim()
      .min(least)
      .max(most)
      .superRefine((text, context) => {
        const message =
          textFault(text, lines) ??
          (readLength(text) < least ? `needs at least ${least} characters that can be seen` : undefined);
        if (message !== undefined) context.addIssue({ code: "custom", message });
      });
}

/** A line as {@link lineText}, or nothing where nothing has to be said: at most so long. */
export function lineOrNothing(most: number) {
  return z
    .string()
    .trim()
    .max(most)
    .superRefine((text, context) => {
      const message = text === "" ? undefined : textFault(text, "one");
      if (message !== undefined) context.addIssue({ code: "custom", message });
    });
}

/** A line that people write and others read, such as a title, a name or a reference: at least and at most so long. */
export const lineText = freeText("one");
/** A text of several lines that people write and others read: at least and at most so long. */
export const longText = freeText("many");
