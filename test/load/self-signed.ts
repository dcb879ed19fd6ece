import { generateKeyPairSync, sign } from "node:crypto";

/** DER: a tag, the length of what follows, and what follows. */
function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  const { length } = body;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
}

const SEQUENCE = 0x30;
const SET = 0x31;
const TEXT = 0x0c;
const TIME = 0x17;
const ECDSA_WITH_SHA256 = der(SEQUENCE, Buffer.from("06082a8648ce3d040302", "hex"));
const COMMON_NAME = Buffer.from("0603550403", "hex");

/** A key and its certificate for as long as this process runs: nothing secret lies in the repository, nothing has to be installed. */
export function selfSigned(): { readonly key: string; readonly cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const name = der(SEQUENCE, der(SET, der(SEQUENCE, COMMON_NAME, der(TEXT, Buffer.from("bench")))));
  const always = der(SEQUENCE, ...["200101000000Z", "491231235959Z"].map((at) => der(TIME, Buffer.from(at))));
  const certified = der(
    SEQUENCE,
    Buffer.from("020101", "hex"),
    ECDSA_WITH_SHA256,
    name,
    always,
    name,
    publicKey.export({ type: "spki", format: "der" }),
  );
  const signature = der(0x03, Buffer.from([0]), sign("sha256", certified, privateKey));
  const cert = der(SEQUENCE, certified, ECDSA_WITH_SHA256, signature).toString("base64");
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${cert}\n-----END CERTIFICATE-----\n`,
  };
}
