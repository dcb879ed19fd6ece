import { SESv2ServiceException } from "@aws-sdk/client-sesv2";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { consentPages } from "../../shared/contracts/consent/link-pages.ts";
import { type ConsentEvent, ConsentEvent as ConsentEventShape } from "../../shared/model/consent.ts";
import { ConsentEventId, Sha256 } from "../../shared/model/ids.ts";
import { DAY, instantText } from "../../shared/model/time.ts";
import { serve } from "../runtime/http.ts";
import { openLog } from "../runtime/log.ts";
import { confirmationToken } from "./confirmation-token.ts";
import { outcomeOf } from "./mail-sender.ts";
import { type ConsentWish, decideRecord } from "./record-consent.ts";
import { textsFor, wordingFor } from "./texts.ts";

const NOW = Date.parse("2026-11-23T10:00:00Z");
const wish: ConsentWish = {
  action: "grant",
  actor: "rep",
  channel: "email",
  addressHash: Sha256.parse("a".repeat(64)),
  dataUse: "send",
  doubleOptIn: false,
  months: 24,
  evidence: { textVersion: "t.1", method: "paper", reference: "form 7" },
};
const decided = (change: Partial<ConsentWish>, events: readonly ConsentEvent[] = []) => {
  const decision = decideRecord({ ...wish, ...change }, events, NOW);
  return decision.kind === "append" ? decision.entry : decision.code;
};
const logOf = (entry: unknown) => [
  ConsentEventShape.parse({
    ...(entry as object),
    eventId: `cev_${"0".repeat(26)}`,
    hcpId: `hcp_${"0".repeat(26)}`,
    rev: 1,
    at: instantText(NOW),
  }),
];

describe("decideRecord", () => {
  it("CON-3: a grant is for channel and address of today, and ends after 24 months", () => {
    expect(decided({})).toMatchObject({
      action: "grant",
      scope: { channel: "email", addressHash: wish.addressHash, purpose: "promo", dataUse: "send" },
      expiresAt: "2028-11-23T10:00:00.000Z",
    });
  });

  it("a withdrawal is about the whole channel, also without an address on record", () => {
    const entry = decided({ action: "withdraw", addressHash: undefined });
    expect(entry).toMatchObject({
      action: "withdraw",
      scope: { channel: "email", dataUse: "send" },
    });
    expect(decided({ action: "withdraw", everything: true, channel: undefined })).toMatchObject({
      scope: {},
    });
    expect(JSON.stringify(entry)).not.toContain("addressHash");
  });

  it("CON-14: the clock of an opt-out starts when the rep heard it, which is never later than now", () => {
    const heard = instantText(NOW - DAY);
    expect(decided({ action: "withdraw", saidAt: heard })).toMatchObject({ saidAt: heard });
    expect(decided({ action: "withdraw", saidAt: instantText(NOW + 1) })).toBe("not_allowed");
  });

  it("counts 24 months from the day of the paper", () => {
    expect(decided({ saidAt: "2026-01-10T00:00:00.000Z" })).toMatchObject({
      expiresAt: "2028-01-10T00:00:00.000Z",
    });
  });

  it("a confirmation is asked for 7 days, once, and of nobody who withdrew", () => {
    const request = decided({ doubleOptIn: true });
    expect(request).toMatchObject({ action: "doi_requested", expiresAt: instantText(NOW + 7 * DAY) });
    expect(decided({ doubleOptIn: true }, logOf(request))).toBe("wrong_state");
    expect(decided({ doubleOptIn: true }, logOf(decided({ action: "withdraw" })))).toBe("not_allowed");
  });

  it("refuses a grant for a channel without address, but not one for the person", () => {
    expect(decided({ addressHash: undefined })).toBe("not_allowed");
    expect(decided({ addressHash: undefined, channel: undefined, dataUse: "profile" })).toMatchObject({
      action: "grant",
    });
  });
});

describe("confirmationToken", () => {
  it("has 22 base62 characters, is made again from the request, and differs by request and key", () => {
    const id = (digit: string) => ConsentEventId.parse(`cev_${digit.repeat(26)}`);
    const token = confirmationToken("a2V5", id("1"));
    expect(token).toMatch(/^[0-9A-Za-z]{22}$/);
    expect(confirmationToken("a2V5", id("1"))).toBe(token);
    expect(
      new Set([token, confirmationToken("a2V5", id("2")), confirmationToken("b3RoZXI=", id("1"))]).size,
    ).toBe(3);
  });
});

describe("outcomeOf a send", () => {
  const answered = (name: string, httpStatusCode: number) =>
    new SESv2ServiceException({ name, $fault: "client", $metadata: { httpStatusCode }, message: "" });
  it.each([
    ["a refusal", answered("MessageRejected", 400), "refused"],
    ["too many requests", answered("TooManyRequestsException", 429), "busy"],
    ["the provider's own failure", answered("InternalServiceErrorException", 500), "unknown"],
    ["a timeout", new Error("socket hang up"), "unknown"],
  ])("%s is %s", (_name, error, kind) => {
    expect(outcomeOf(error).kind).toBe(kind);
  });
});

describe("texts", () => {
  it("are in the first language that we have, English otherwise", () => {
    expect([
      textsFor("fr-FR,en;q=0.8").lang,
      textsFor("pt-PT, de;q=0.5").lang,
      textsFor(undefined).lang,
    ]).toEqual(["fr", "de", "en"]);
  });

  it("fill every place, and say promotional in English (domain-rules 2.3, UK)", () => {
    expect(wordingFor("en-GB", "Acme").text).toMatch(/Acme .*promotional/);
    expect(wordingFor("de-DE", "Acme").text).not.toContain("{");
  });
});

describe("the unsubscribe address", () => {
  const handler = serve(
    consentPages,
    {
      showConfirmation: async () => ({ status: 200 }),
      confirm: async () => ({ status: 200 }),
      showUnsubscribe: async () => ({ status: 200 }),
      unsubscribe: async () => ({ status: 200, html: "stopped" }),
    },
    { clock: () => NOW, log: openLog("test"), originSecret: "s3cret" },
  );

  it.each([
    ["application/x-www-form-urlencoded", "List-Unsubscribe=One-Click"],
    [
      "multipart/form-data; boundary=b",
      '--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--',
    ],
  ])(
    "RFC 8058: takes a mail client's POST as %s without cookies and answers without redirect",
    async (type, body) => {
      const event = {
        version: "2.0",
        routeKey: "POST /u/{token}",
        rawPath: "/u/x",
        rawQueryString: "",
        headers: { "content-type": type, "x-invito-origin": "s3cret" },
        pathParameters: { token: "A".repeat(22) },
        requestContext: { requestId: "r" },
        isBase64Encoded: false,
        body,
      } as unknown as APIGatewayProxyEventV2;
      const reply: APIGatewayProxyStructuredResultV2 = await handler(event, {} as Context);
      expect([reply.statusCode, reply.body]).toEqual([200, "stopped"]);
    },
  );
});
