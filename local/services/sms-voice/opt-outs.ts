/** Opt-out lists of the text service: numbers that get nothing, kept on disk. */
import * as z from "zod";
import { openDurableMap } from "../../journal/durable-map.ts";
import { AwsError, type AwsRequest, type Journal, type NeededAction } from "../../runtime-ports.ts";
import { epochSeconds, jsonAnswer, parseBody } from "../json-protocol.ts";
import { SMS_VOICE_JSON, type SmsVoiceOperations } from "./sms-voice-service.ts";

interface OptedOut {
  readonly at: number;
}

/** Which numbers a list holds, and the operations on it. */
export interface OptOuts {
  /** Whether any list holds the number. */
  has(number: string): boolean;
  readonly operations: SmsVoiceOperations;
}

const number = z
  .string()
  .regex(/^\+?[1-9][0-9]{1,18}$/)
  .transform((text) => text.replace(/^\+?/, "+"));
const One = z.object({ OptOutListName: z.string().min(1), OptedOutNumber: number });
const Page = z.object({
  OptOutListName: z.string().min(1),
  OptedOutNumbers: z.array(number).max(5).optional(),
  MaxResults: z.int().min(1).max(100).default(100),
  NextToken: z.string().optional(),
});

/** Opens the lists. One that nobody made is made by its first number: the template makes them on AWS. */
export async function openOptOuts(
  journal: Journal,
  place: { readonly region: string; readonly account: string },
): Promise<OptOuts> {
  const numbers = await openDurableMap<OptedOut>(journal, "sms-voice-opt-outs");
  const keyOf = (list: string, text: string) => `${nameOf(list)}|${text}`;
  const arnOf = (list: string) =>
    `arn:aws:sms-voice:${place.region}:${place.account}:opt-out-list/${nameOf(list)}`;
  const shown = (text: string, { at }: OptedOut) => ({
    OptedOutNumber: text,
    OptedOutTimestamp: epochSeconds(at),
    EndUserOptedOut: false,
  });
  const about = (list: string) => ({ OptOutListArn: arnOf(list), OptOutListName: nameOf(list) });
  const answer = (value: object) => jsonAnswer(value, SMS_VOICE_JSON);
  const needs =
    (action: string) =>
    (request: AwsRequest): NeededAction[] => [
      {
        action: `sms-voice:${action}`,
        resource: arnOf(parseBody(One.pick({ OptOutListName: true }), request).OptOutListName),
      },
    ];
  const missing = (text: string) =>
    new AwsError(400, "ResourceNotFoundException", "The number is not on the opt-out list.", {
      ResourceType: "opted-out-number",
      ResourceId: text,
    });

  return {
    has: (text) => [...numbers.entries()].some(([key]) => key.endsWith(`|${text}`)),
    operations: {
      PutOptedOutNumber: {
        needs: needs("PutOptedOutNumber"),
        async handle(request) {
          const { OptOutListName, OptedOutNumber } = parseBody(One, request);
          const key = keyOf(OptOutListName, OptedOutNumber);
          const entry = numbers.get(key) ?? { at: Date.now() };
          await numbers.write([[key, entry]]);
          return answer({ ...about(OptOutListName), ...shown(OptedOutNumber, entry) });
        },
      },
      DeleteOptedOutNumber: {
        needs: needs("DeleteOptedOutNumber"),
        async handle(request) {
          const { OptOutListName, OptedOutNumber } = parseBody(One, request);
          const key = keyOf(OptOutListName, OptedOutNumber);
          const entry = numbers.get(key);
          if (entry === undefined) throw missing(OptedOutNumber);
          await numbers.write([[key]]);
          return answer({ ...about(OptOutListName), ...shown(OptedOutNumber, entry) });
        },
      },
      DescribeOptedOutNumbers: {
        needs: needs("DescribeOptedOutNumbers"),
        async handle(request) {
          const { OptOutListName, OptedOutNumbers, MaxResults, NextToken } = parseBody(Page, request);
          const prefix = keyOf(OptOutListName, "");
          const listed = [...numbers.entries()].flatMap(([key, entry]) =>
            key.startsWith(prefix) ? [[key.slice(prefix.length), entry] as const] : [],
          );
          const absent = OptedOutNumbers?.find((one) => !listed.some(([text]) => text === one));
          if (absent !== undefined) throw missing(absent);
          const all = listed.filter(([text]) => OptedOutNumbers?.includes(text) ?? true);
          const from = Number(NextToken ?? 0);
          return answer({
            ...about(OptOutListName),
            OptedOutNumbers: all.slice(from, from + MaxResults).map(([text, entry]) => shown(text, entry)),
            ...(from + MaxResults < all.length ? { NextToken: String(from + MaxResults) } : {}),
          });
        },
      },
    },
  };
}

/** Lists are named by name or by ARN. */
function nameOf(list: string): string {
  return list.slice(list.lastIndexOf("/") + 1);
}
