/** The API of End User Messaging v2 (AWS JSON 1.0): its operations are made in the files beside this one. */
import type { AwsRequest, AwsResponse, AwsService, NeededAction } from "../../runtime-ports.ts";
import { unknownOperation } from "../json-protocol.ts";

export interface SmsVoiceOperation {
  needs(request: AwsRequest): readonly NeededAction[];
  handle(request: AwsRequest): Promise<AwsResponse>;
}

/** Operations by the name that follows the target's dot. */
export type SmsVoiceOperations = Readonly<Record<string, SmsVoiceOperation>>;

/** Protocol's content type of an answer. */
export const SMS_VOICE_JSON = "application/x-amz-json-1.0";

/** Serves `sms-voice`. */
export function smsVoiceService(operations: SmsVoiceOperations): AwsService {
  const operationOf = ({ operation = "" }: AwsRequest): SmsVoiceOperation => {
    const found = Object.hasOwn(operations, operation) ? operations[operation] : undefined;
    if (found === undefined) throw unknownOperation("sms-voice", operation);
    return found;
  };
  return {
    signingName: "sms-voice",
    needs: (request) => operationOf(request).needs(request),
    handle: (request) => operationOf(request).handle(request),
  };
}
