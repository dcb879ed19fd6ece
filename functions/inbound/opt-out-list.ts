import {
  DeleteOptedOutNumberCommand,
  DescribeOptedOutNumbersCommand,
  type PinpointSMSVoiceV2Client,
  PutOptedOutNumberCommand,
  ResourceNotFoundException,
} from "@aws-sdk/client-pinpoint-sms-voice-v2";

/** The provider's own list of numbers that get nothing: the second barrier (CON-13). */
export interface OptOutList {
  /** Does nothing to a number that is on it. */
  add(number: string): Promise<void>;
  /** Does nothing to a number that is not on it. */
  remove(number: string): Promise<void>;
  /** One page of the numbers on it. */
  page(token: string | undefined): Promise<{ readonly numbers: readonly string[]; readonly next?: string }>;
}

/** End User Messaging takes 100 a page. */
const PAGE = 100;

/** The list of End User Messaging with this name. Repeating any of its calls is harmless, so the SDK may. */
export function openOptOutList(client: PinpointSMSVoiceV2Client, name: string): OptOutList {
  return {
    async add(number) {
      await client.send(new PutOptedOutNumberCommand({ OptOutListName: name, OptedOutNumber: number }));
    },
    async remove(number) {
      try {
        await client.send(new DeleteOptedOutNumberCommand({ OptOutListName: name, OptedOutNumber: number }));
      } catch (error) {
        if (!(error instanceof ResourceNotFoundException)) throw error;
      }
    },
    async page(token) {
      const found = await client.send(
        new DescribeOptedOutNumbersCommand({ OptOutListName: name, MaxResults: PAGE, NextToken: token }),
      );
      const numbers = (found.OptedOutNumbers ?? []).flatMap(({ OptedOutNumber: number }) =>
        number === undefined ? [] : [number],
      );
      return { numbers, ...(found.NextToken === undefined ? {} : { next: found.NextToken }) };
    },
  };
}

/** Where a stage has no list there is no second barrier: ours is the first and enough. */
export const NO_LIST: OptOutList = {
  add: async () => undefined,
  remove: async () => undefined,
  page: async () => ({ numbers: [] }),
};
