import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { verifySignedAccess } from "../../local/edge/cloudfront/signed-access.ts";
import { AssetId } from "../../shared/model/ids.ts";
import { HOUR, MINUTE } from "../../shared/model/time.ts";
import { addressesEnd, signedAddresses } from "./signed-media.ts";

const { privateKey, publicKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});
const signer = { origin: "https://hcp.example.com", keyPairId: "K1", privateKey };
const assetId = AssetId.parse(`ast_${"0".repeat(26)}`);
const START = Date.parse("2026-11-12T10:07:00.000Z");

describe("signed addresses of a film", () => {
  const verdict = (address: string, now: number) => {
    const url = new URL(address);
    const request = {
      method: "GET",
      path: url.pathname,
      query: url.search.slice(1),
      headers: [["host", url.host]] as const,
      body: Buffer.alloc(0),
      bodyTooLarge: false,
      sourcePort: 443,
      sourceIp: "192.0.2.1",
    };
    return verifySignedAccess(request, ["K1"], async () => publicKey, now);
  };
  const of = (endsMs: number) => (key: string) =>
    `${signer.origin}${signedAddresses(signer, assetId, endsMs)(key)}`;
  const address = of(addressesEnd(START));

  it("open every file of the asset to CloudFront, and nothing of another", async () => {
    const film = address(`renditions/${assetId}/1/clip_720p.mp4`);
    expect(await verdict(film, START)).toEqual({ ok: true });
    const other = film.replace(assetId, `ast_${"1".repeat(26)}`);
    expect((await verdict(other, START)).ok).toBe(false);
  });

  it("end after a quarter to half an hour, and stay the same in between so that browsers keep what they have", async () => {
    expect(new Date(addressesEnd(START)).toISOString()).toBe("2026-11-12T10:30:00.000Z");
    expect((await verdict(address(`renditions/${assetId}/x`), addressesEnd(START))).ok).toBe(false);
    const later = of(addressesEnd(START + 7 * MINUTE));
    expect(later("renditions/x")).toBe(address("renditions/x"));
  });

  it("that must hold for an hour hold for one, wherever in a quarter of an hour they were signed", () => {
    for (let minute = 0; minute <= 15; minute++) {
      const now = START + minute * MINUTE;
      const left = addressesEnd(now, HOUR) - now;
      expect(left).toBeGreaterThan(HOUR);
      expect(left).toBeLessThanOrEqual(HOUR + 15 * MINUTE);
    }
  });
});
