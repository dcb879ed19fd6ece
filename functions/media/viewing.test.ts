import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { verifySignedAccess } from "../../local/edge/cloudfront/signed-access.ts";
import { AssetId, UserId } from "../../shared/model/ids.ts";
import type { Caller, Role } from "../../shared/model/roles.ts";
import { approvedVersion, inReview, NOW } from "../content/version.fixture.ts";
import { addressesEnd, signedAddresses } from "./signed-address.ts";
import { maySee } from "./viewing.ts";

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
  const address = signedAddresses(signer, assetId, addressesEnd(START));

  it("open every file of the asset to CloudFront, and nothing of another", async () => {
    const film = address(`renditions/${assetId}/1/clip_720p.mp4`);
    expect(await verdict(film, START)).toEqual({ ok: true });
    const other = film.replace(assetId, `ast_${"1".repeat(26)}`);
    expect((await verdict(other, START)).ok).toBe(false);
  });

  it("end after a quarter to half an hour, and stay the same in between so that browsers keep what they have", async () => {
    expect(new Date(addressesEnd(START)).toISOString()).toBe("2026-11-12T10:30:00.000Z");
    expect((await verdict(address(`renditions/${assetId}/x`), addressesEnd(START))).ok).toBe(false);
    const later = signedAddresses(signer, assetId, addressesEnd(START + 7 * 60_000));
    expect(later("renditions/x")).toBe(address("renditions/x"));
  });
});

describe("who may see a film", () => {
  const caller = (...roles: Role[]): Caller => ({ userId: UserId.parse("u"), name: "U", roles });
  it.each<[string, Role[], boolean, boolean]>([
    ["a rep, only what is approved", ["rep"], false, true],
    ["a marketer, everything", ["marketer"], true, true],
    ["a reviewer who is a rep too, everything", ["rep", "reviewer"], true, true],
  ])("%s", (_, roles, unapproved, approved) => {
    expect(maySee(caller(...roles), inReview(), NOW)).toBe(unapproved);
    expect(maySee(caller(...roles), approvedVersion(), NOW)).toBe(approved);
  });

  it("a rep no more from the instant of expiry", () => {
    const version = approvedVersion();
    const end = Date.parse(version.expiresAt);
    expect([maySee(caller("rep"), version, end - 1), maySee(caller("rep"), version, end)]).toEqual([
      true,
      false,
    ]);
  });
});
