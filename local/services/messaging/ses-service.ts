/** The SES v2 API (REST): SendEmail, the account, identities and the suppression list. */
import { randomUUID } from "node:crypto";
import * as z from "zod";
import {
  AwsError,
  type AwsRequest,
  type AwsResponse,
  type AwsService,
  type NeededAction,
} from "../../runtime-ports.ts";
import { jsonAnswer, parseBody } from "../json-protocol.ts";
import type { DeliveryReports } from "./delivery-reports.ts";
import type { FaultGate } from "./faults.ts";
import { addressOf, type Inbox, type InboxMessage } from "./inbox.ts";
import { type SesMessage, sesMessage } from "./ses-message.ts";
import { fateOf, sesEvents } from "./ses-outcome.ts";
import { type SuppressionList, SuppressionReason } from "./suppression.ts";

export interface SesDeps {
  readonly inbox: Inbox;
  readonly reports: DeliveryReports;
  readonly suppression: SuppressionList;
  readonly gate: FaultGate;
  readonly region: string;
  readonly account: string;
  /** Verified e-mail addresses; every other sender counts as its domain's identity. @default [] */
  readonly verifiedAddresses?: readonly string[];
}

interface Route {
  readonly name: string;
  readonly method: string;
  readonly path: RegExp;
  needs(request: AwsRequest, parameter: string): readonly NeededAction[];
  handle(request: AwsRequest, parameter: string): Promise<AwsResponse> | AwsResponse;
}

const Put = z.object({ EmailAddress: z.string().includes("@"), Reason: SuppressionReason });

/** Serves `ses`; every accepted message is in the inbox before SES answers. */
export function sesService(deps: SesDeps): AwsService {
  const arn = (resource: string) => `arn:aws:ses:${deps.region}:${deps.account}:${resource}`;
  const onAccount = (action: string) => () => [{ action, resource: "*" }];

  async function send(request: AwsRequest): Promise<AwsResponse> {
    const { message: parsed } = sesMessage(request);
    await deps.gate.before(parsed.tags);
    const message: InboxMessage = { ...parsed, id: messageId(deps.region), at: new Date().toISOString() };
    const fates = new Map(message.to.map((address) => [address, fateOf(address, deps.suppression.has)]));
    await deps.inbox.add(message);
    // Without a configuration set nothing publishes events.
    if (message.configurationSet)
      await deps.reports.schedule(message.id, sesEvents(message, fates, deps.account, Date.now()));
    return deps.gate.after(jsonAnswer({ MessageId: message.id }));
  }

  const routes: readonly Route[] = [
    {
      name: "SendEmail",
      method: "POST",
      path: /^\/v2\/email\/outbound-emails$/,
      needs: (request) => sendNeeds(sesMessage(request)),
      handle: send,
    },
    {
      name: "GetAccount",
      method: "GET",
      path: /^\/v2\/email\/account$/,
      needs: onAccount("ses:GetAccount"),
      handle: () => jsonAnswer(ACCOUNT),
    },
    {
      name: "GetEmailIdentity",
      method: "GET",
      path: /^\/v2\/email\/identities\/([^/]+)$/,
      needs: (_request, identity) => [
        { action: "ses:GetEmailIdentity", resource: arn(`identity/${identity}`) },
      ],
      handle: (_request, identity) =>
        jsonAnswer({
          IdentityType: identity.includes("@") ? "EMAIL_ADDRESS" : "DOMAIN",
          VerifiedForSendingStatus: true,
          VerificationStatus: "SUCCESS",
          DkimAttributes: { SigningEnabled: true, Status: "SUCCESS" },
        }),
    },
    {
      name: "PutSuppressedDestination",
      method: "PUT",
      path: /^\/v2\/email\/suppression\/addresses$/,
      needs: onAccount("ses:PutSuppressedDestination"),
      async handle(request) {
        const { EmailAddress, Reason } = parseBody(Put, request, "BadRequestException");
        await deps.suppression.put(EmailAddress, Reason);
        return jsonAnswer({});
      },
    },
    {
      name: "ListSuppressedDestinations",
      method: "GET",
      path: /^\/v2\/email\/suppression\/addresses$/,
      needs: onAccount("ses:ListSuppressedDestinations"),
      handle({ url }) {
        const nextToken = url.searchParams.get("NextToken");
        return jsonAnswer(
          deps.suppression.list({
            reasons: url.searchParams.getAll("Reason"),
            pageSize: Number(url.searchParams.get("PageSize") ?? 1000),
            ...(nextToken ? { nextToken } : {}),
          }),
        );
      },
    },
    {
      name: "GetSuppressedDestination",
      method: "GET",
      path: /^\/v2\/email\/suppression\/addresses\/([^/]+)$/,
      needs: onAccount("ses:GetSuppressedDestination"),
      handle: (_request, address) => jsonAnswer(deps.suppression.get(address)),
    },
    {
      name: "DeleteSuppressedDestination",
      method: "DELETE",
      path: /^\/v2\/email\/suppression\/addresses\/([^/]+)$/,
      needs: onAccount("ses:DeleteSuppressedDestination"),
      async handle(_request, address) {
        await deps.suppression.remove(address);
        return jsonAnswer({});
      },
    },
  ];

  function sendNeeds({ message, action, identityArn }: SesMessage): readonly NeededAction[] {
    const address = addressOf(message.from);
    const identity = deps.verifiedAddresses?.includes(address) ? address : (address.split("@")[1] ?? address);
    const context = { "ses:FromAddress": address, "ses:Recipients": message.to.map(addressOf) };
    const resources = [
      identityArn ?? arn(`identity/${identity}`),
      ...(message.configurationSet ? [arn(`configuration-set/${message.configurationSet}`)] : []),
    ];
    return resources.map((resource) => ({ action, resource, context }));
  }

  function routeOf(request: AwsRequest): { readonly route: Route; readonly parameter: string } {
    for (const route of routes) {
      const match = route.method === request.method ? route.path.exec(request.url.pathname) : null;
      if (match) return { route, parameter: decodeURIComponent(match[1] ?? "") };
    }
    const asked = `${request.method} ${request.url.pathname}`;
    throw new AwsError(404, "UnknownOperationException", `ses ${asked} is not hosted locally.`);
  }

  return {
    signingName: "ses",
    needs(request) {
      const { route, parameter } = routeOf(request);
      return route.needs(request, parameter);
    },
    async handle(request) {
      const { route, parameter } = routeOf(request);
      return route.handle(request, parameter);
    },
  };
}

/** SES's ids start with the epoch and end with the region's number. */
function messageId(region: string): string {
  const epoch = Date.now().toString(16).padStart(16, "0");
  return `${epoch.slice(-16)}-${randomUUID()}-${region.startsWith("us-east-1") ? "000000" : "000001"}`;
}

const ACCOUNT = {
  DedicatedIpAutoWarmupEnabled: false,
  EnforcementStatus: "HEALTHY",
  ProductionAccessEnabled: true,
  SendQuota: { Max24HourSend: 50_000, MaxSendRate: 14, SentLast24Hours: 0 },
  SendingEnabled: true,
  SuppressionAttributes: { SuppressedReasons: ["BOUNCE", "COMPLAINT"] },
};
