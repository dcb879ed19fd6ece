import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";

/** S3's additional checksums by the lower-case name in `x-amz-checksum-<name>`. */
export const checksumAlgorithms = ["crc32", "crc32c", "crc64nvme", "sha1", "sha256"] as const;
export type ChecksumAlgorithm = (typeof checksumAlgorithms)[number];

export function isChecksumAlgorithm(name: string): name is ChecksumAlgorithm {
  return checksumAlgorithms.some((known) => known === name);
}

/** Takes bytes as they pass; `digest` is base64 as in the header and may be asked once. */
export interface RunningChecksum {
  update(chunk: Buffer): void;
  digest(): string;
}

function bytesBase64(...words: number[]): string {
  const bytes = Buffer.alloc(words.length * 4);
  words.forEach((word, index) => {
    bytes.writeUInt32BE(word >>> 0, index * 4);
  });
  return bytes.toString("base64");
}

/** Reflected CRC-32C (Castagnoli), one table look-up a byte. */
const castagnoli = Uint32Array.from({ length: 256 }, (_, n) => {
  let value = n;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
  return value >>> 0;
});

/** Reflected CRC-64/NVME as two 32-bit halves: BigInt would be ten times slower. */
const nvme = (() => {
  const high = new Uint32Array(256);
  const low = new Uint32Array(256);
  const polynomial = 0x9a6c9329ac4bc9b5n;
  for (let n = 0; n < 256; n++) {
    let value = BigInt(n);
    for (let bit = 0; bit < 8; bit++) value = value & 1n ? (value >> 1n) ^ polynomial : value >> 1n;
    high[n] = Number(value >> 32n);
    low[n] = Number(value & 0xffffffffn);
  }
  return { high, low };
})();

/** Starts a checksum. CRC32 uses zlib's; the others run at well over 100 MB/s in plain JavaScript. */
export function startChecksum(algorithm: ChecksumAlgorithm): RunningChecksum {
  if (algorithm === "sha1" || algorithm === "sha256") {
    const hash = createHash(algorithm);
    return { update: (chunk) => void hash.update(chunk), digest: () => hash.digest("base64") };
  }
  if (algorithm === "crc32") {
    let value = 0;
    return {
      update: (chunk) => {
        value = crc32(chunk, value);
      },
      digest: () => bytesBase64(value),
    };
  }
  if (algorithm === "crc32c") {
    let value = 0xffffffff;
    return {
      update: (chunk) => {
        for (let i = 0; i < chunk.length; i++) {
          value = (castagnoli[(value ^ (chunk[i] ?? 0)) & 0xff] ?? 0) ^ (value >>> 8);
        }
      },
      digest: () => bytesBase64(~value),
    };
  }
  let high = 0xffffffff;
  let low = 0xffffffff;
  return {
    update: (chunk) => {
      for (let i = 0; i < chunk.length; i++) {
        const index = (low ^ (chunk[i] ?? 0)) & 0xff;
        low = ((low >>> 8) | (high << 24)) ^ (nvme.low[index] ?? 0);
        high = (high >>> 8) ^ (nvme.high[index] ?? 0);
      }
    },
    digest: () => bytesBase64(~high, ~low),
  };
}

/** Checksum of checksums of a multipart upload: `<base64>-<parts>`, S3's COMPOSITE type. */
export function compositeChecksum(algorithm: ChecksumAlgorithm, parts: readonly string[]): string {
  const running = startChecksum(algorithm);
  for (const part of parts) running.update(Buffer.from(part, "base64"));
  return `${running.digest()}-${parts.length}`;
}
