import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { signChunk, signingKey, signTrailer } from "../auth/sigv4.ts";
import { operationName } from "../operations/operation-name.ts";
import { checksumAlgorithms, startChecksum } from "../store/checksums.ts";
import { assertRetentionChange, withoutVersion } from "../store/version-changes.ts";
import { decodeAwsChunked } from "./aws-chunked.ts";
import { readRange } from "./byte-range.ts";
import { corsHeaders } from "./cors.ts";
import { readUploadForm } from "./form-data.ts";
import { compareKeys, pageOf } from "./listing.ts";
import { escapeXml, parseXml } from "./xml.ts";

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
async function collect(source: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of source) chunks.push(chunk);
  return Buffer.concat(chunks);
}
const bytes = fc.uint8Array({ maxLength: 2000 }).map((array) => Buffer.from(array));
const piece = fc.integer({ min: 1, max: 50 });

describe("checksums of the nine digits are the published check values", () => {
  const published = {
    crc32: "cbf43926",
    crc32c: "e3069283",
    crc64nvme: "ae8b14860a799888",
    sha1: "f7c3bc1d808e04732adf679965ccc34ca7ae3441",
    sha256: "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225",
  };
  test.each(checksumAlgorithms)("%s", (algorithm) => {
    const running = startChecksum(algorithm);
    running.update(Buffer.from("1234"));
    running.update(Buffer.from("56789"));
    expect(Buffer.from(running.digest(), "base64").toString("hex")).toBe(published[algorithm]);
  });
});

describe("an aws-chunked body", () => {
  const scope = { date: "20260101", region: "us-east-1", service: "s3" };
  const signing = {
    key: signingKey("secret", scope),
    dateTime: "20260101T000000Z",
    scope,
    seed: "0".repeat(64),
  };
  const sha = (data: Buffer): string => createHash("sha256").update(data).digest("hex");

  function signed(chunks: readonly Buffer[], trailers: string): Buffer {
    let previous = signing.seed;
    const parts: Buffer[] = [];
    for (const chunk of [...chunks.filter(({ length }) => length > 0), Buffer.alloc(0)]) {
      previous = signChunk(signing.key, signing.dateTime, scope, previous, sha(chunk));
      parts.push(Buffer.from(`${chunk.length.toString(16)};chunk-signature=${previous}\r\n`), chunk);
      if (chunk.length > 0) parts.push(Buffer.from("\r\n"));
    }
    const end =
      trailers === ""
        ? ""
        : `${trailers.trim()}\r\nx-amz-trailer-signature:${signTrailer(signing.key, signing.dateTime, scope, previous, trailers)}\r\n`;
    return Buffer.concat([...parts, Buffer.from(`${end}\r\n`)]);
  }

  test("gives its payload and trailers however the network cuts it, signed or not", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(bytes, { maxLength: 5 }),
        piece,
        fc.boolean(),
        async (chunks, size, withTrailer) => {
          const trailers = new Map<string, string>();
          const body = signed(chunks, withTrailer ? "x-amz-checksum-crc32:AAAAAA==\n" : "");
          expect(await collect(decodeAwsChunked(inPieces(body, size), trailers, signing))).toEqual(
            Buffer.concat(chunks),
          );
          expect(trailers.get("x-amz-checksum-crc32")).toBe(withTrailer ? "AAAAAA==" : undefined);
          expect(await collect(decodeAwsChunked(inPieces(body, size), new Map()))).toEqual(
            Buffer.concat(chunks),
          );
        },
      ),
      { numRuns: 40 },
    );
  });

  test("is refused when any byte of a signed payload changed, or when it ends early", async () => {
    const body = signed([Buffer.from("hello world")], "");
    const changed = Buffer.from(body);
    changed[body.indexOf("world")] = 0x57;
    await expect(collect(decodeAwsChunked(inPieces(changed, 7), new Map(), signing))).rejects.toMatchObject({
      code: "SignatureDoesNotMatch",
    });
    await expect(
      collect(decodeAwsChunked(inPieces(body.subarray(0, -20), 7), new Map())),
    ).rejects.toMatchObject({ code: "IncompleteBody" });
  });
});

test("a form's file comes out byte for byte, whatever it holds and however it is cut", async () => {
  await fc.assert(
    fc.asyncProperty(bytes, piece, async (file, size) => {
      const content = Buffer.concat([Buffer.from("\r\n--X"), file, Buffer.from("\r\n--XYZ-almost"), file]);
      const head =
        '--XYZW\r\nContent-Disposition: form-data; name="Key"\r\n\r\nk\r\n--XYZW\r\nContent-Disposition: form-data; name="file"; filename="C:\\a\\b.txt"\r\n\r\n';
      const body = Buffer.concat([Buffer.from(head), content, Buffer.from("\r\n--XYZW--\r\n")]);
      const form = await readUploadForm(inPieces(body, size), "multipart/form-data; boundary=XYZW");
      expect([form.fields, form.fileName]).toEqual([{ key: "k" }, "b.txt"]);
      expect(await collect(form.file)).toEqual(content);
    }),
    { numRuns: 40 },
  );
});

describe("a listing", () => {
  const key = fc.string({
    unit: fc.constantFrom("a", "b", "/", "é", "😀", "\uffff"),
    minLength: 1,
    maxLength: 6,
  });

  test("pages through every key or its prefix exactly once, in UTF-8 order, for any page size", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(key, { maxLength: 30 }),
        fc.constantFrom("", "/"),
        fc.constantFrom("", "a", "a/"),
        fc.integer({ min: 1, max: 7 }),
        (keys, delimiter, prefix, limit) => {
          const sorted = keys.toSorted(compareKeys);
          const seen: string[] = [];
          let after = "";
          for (;;) {
            const page = pageOf(sorted, { prefix, delimiter, after, limit });
            expect(page.keys.length + page.prefixes.length).toBeLessThanOrEqual(limit);
            seen.push(...[...page.keys, ...page.prefixes].toSorted(compareKeys));
            if (page.next === undefined) break;
            after = page.next;
          }
          const expected = sorted
            .filter((one) => one.startsWith(prefix))
            .map((one) => {
              const cut = delimiter === "" ? -1 : one.indexOf(delimiter, prefix.length);
              return cut < 0 ? one : one.slice(0, cut + 1);
            });
          expect(seen).toEqual([...new Set(expected)].toSorted(compareKeys));
        },
      ),
    );
  });

  test("orders as bytes do", () => {
    fc.assert(
      fc.property(
        key,
        key,
        (a, b) => Math.sign(compareKeys(a, b)) === Buffer.compare(Buffer.from(a), Buffer.from(b)),
      ),
    );
  });
});

test("text survives XML both ways, except for what XML cannot carry", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      const clean = text.replace(/\p{Cc}/gu, "");
      expect(
        parseXml(`<?xml version="1.0"?><a x="1"><!-- c --><b>${escapeXml(clean)}</b></a>`).children[0]?.text,
      ).toBe(clean);
    }),
  );
});

test.each(["", "<a>", "<a></b>", "<a/><", "text", "</a>"])("%j is not well formed", (source) => {
  expect(() => parseXml(source)).toThrow(SyntaxError);
});

test("a range lies within the object or is refused", () => {
  fc.assert(
    fc.property(fc.nat(100), fc.option(fc.nat(120)), fc.option(fc.nat(120)), (size, first, last) => {
      const range = readRange(`bytes=${first ?? ""}-${last ?? ""}`, size);
      if (typeof range === "string") return;
      expect(range.start).toBeGreaterThanOrEqual(0);
      expect(range.start).toBeLessThanOrEqual(range.end);
      expect(range.end).toBeLessThan(size);
    }),
  );
});

test("an origin pattern's wildcard needs both of its ends", () => {
  const rule = {
    allowedMethods: ["GET"],
    allowedOrigins: ["https://aa*aa"],
    allowedHeaders: [],
    exposedHeaders: [],
  };
  const answer = (origin: string, requestHeaders?: string) =>
    corsHeaders([rule], { origin, method: "GET", requestHeaders });
  expect(answer("https://aa")).toBeUndefined();
  expect(answer("https://aaXaa")).toBeDefined();
  expect(answer("https://aaXaa", "x-custom")).toBeUndefined();
});

describe("locks", () => {
  const now = 1000;
  const version = (mode: "GOVERNANCE" | "COMPLIANCE", until: number) =>
    ({
      kind: "object",
      versionId: "v",
      retention: { mode, until },
      blob: "",
      size: 0,
      etag: "",
      lastModified: 0,
      headers: {},
      metadata: {},
      tags: {},
    }) as const;
  test.each([
    ["COMPLIANCE", 2000, true, false],
    ["COMPLIANCE", 1000, false, true],
    ["GOVERNANCE", 2000, false, false],
    ["GOVERNANCE", 2000, true, true],
  ] as const)("a version under %s until %i with bypass %s may go: %s", (mode, until, bypass, allowed) => {
    const remove = () => withoutVersion([version(mode, until)], "v", { now, bypass });
    if (allowed) expect(remove().versions).toEqual([]);
    else expect(remove).toThrow(/object lock/);
  });

  test("compliance retention never becomes weaker, whoever asks", () => {
    const retention = fc.option(
      fc.record({
        mode: fc.constantFrom("GOVERNANCE" as const, "COMPLIANCE" as const),
        until: fc.integer({ min: 1, max: 3000 }),
      }),
      { nil: undefined },
    );
    fc.assert(
      fc.property(fc.integer({ min: 1001, max: 3000 }), retention, fc.boolean(), (until, to, bypass) => {
        const change = () => assertRetentionChange({ mode: "COMPLIANCE", until }, to, { now, bypass });
        if (to?.mode === "COMPLIANCE" && to.until >= until) expect(change).not.toThrow();
        else expect(change).toThrow();
      }),
    );
  });
});

test.each([
  ["GET", "", "", "", "ListBuckets"],
  ["GET", "b", "", "list-type=2", "ListObjectsV2"],
  ["GET", "b", "", "", "ListObjects"],
  ["GET", "b", "", "versions", "ListObjectVersions"],
  ["PUT", "b", "", "policy", "PutBucketPolicy"],
  ["DELETE", "b", "", "", "DeleteBucket"],
  ["POST", "b", "", "delete", "DeleteObjects"],
  ["PUT", "b", "k", "partNumber=1&uploadId=u", "UploadPart"],
  ["POST", "b", "k", "uploads", "CreateMultipartUpload"],
  ["DELETE", "b", "k", "uploadId=u", "AbortMultipartUpload"],
  ["GET", "b", "k", "acl", "GetObjectAcl"],
  ["HEAD", "b", "k", "", "HeadObject"],
])("%s /%s/%s?%s is %s", (method, bucket, key, query, name) => {
  expect(operationName({ method, bucket, key, query: new URLSearchParams(query), headers: {} })).toBe(name);
});
