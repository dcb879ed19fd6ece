import { ListSuppressedDestinationsCommand, type SESv2Client } from "@aws-sdk/client-sesv2";
import type { MailSuppressions } from "./mirror-suppressions.ts";

/** SES gives up to 1000 a page. */
const PAGE = 1000;

/** The account's suppression list of SES. */
export function openSesSuppressions(ses: SESv2Client): MailSuppressions {
  return {
    async page(since, token) {
      const found = await ses.send(
        new ListSuppressedDestinationsCommand({
          PageSize: PAGE,
          NextToken: token,
          ...(since === undefined ? {} : { StartDate: new Date(since) }),
        }),
      );
      const addresses = (found.SuppressedDestinationSummaries ?? []).flatMap(
        ({ EmailAddress: address, Reason: reason }) =>
          address === undefined || reason === undefined ? [] : [{ address, reason }],
      );
      return { addresses, ...(found.NextToken === undefined ? {} : { next: found.NextToken }) };
    },
  };
}
