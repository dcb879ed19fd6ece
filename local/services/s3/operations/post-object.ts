import type { Credentials, NeededAction, Principal } from "../../../runtime-ports.ts";
import { parseCredential } from "../auth/authenticate.ts";
import { toWrite } from "../auth/permissions.ts";
import { evaluatePostPolicy, type FormLimits } from "../auth/post-policy.ts";
import { sameSignature, signingKey, signPolicy } from "../auth/sigv4.ts";
import { isChecksumAlgorithm } from "../store/checksums.ts";
import { readUploadForm } from "../wire/form-data.ts";
import { attributesOf, keyForWrite } from "../wire/object-headers.ts";
import { s3Error } from "../wire/s3-error.ts";
import { answerEmpty, answerXml, bucketOf, type Operation } from "./call.ts";
import { writtenHeaders } from "./write-object.ts";

/** What the form's signature proves; the form replaces the Authorization header. */
export interface FormGate {
  readonly credentials: Credentials;
  authorize(principal: Principal, needed: readonly NeededAction[]): void;
}

type Fields = Readonly<Record<string, string>>;

function signer(fields: Fields, credentials: Credentials, region: string): Principal {
  const { policy } = fields;
  const credential = fields["x-amz-credential"];
  if (policy === undefined && credential === undefined) return { kind: "anonymous" };
  if (policy === undefined || credential === undefined) {
    throw s3Error(
      "InvalidArgument",
      "Bucket POST must contain a field named 'policy' and 'X-Amz-Credential'.",
    );
  }
  const { accessKeyId, scope } = parseCredential(credential, region);
  const known = credentials.find(accessKeyId);
  if (!known) throw s3Error("InvalidAccessKeyId", undefined, { AWSAccessKeyId: accessKeyId });
  const expected = signPolicy(signingKey(known.secretAccessKey, scope), policy);
  if (!sameSignature(expected, fields["x-amz-signature"] ?? "")) throw s3Error("SignatureDoesNotMatch");
  return known.principal;
}

async function* within(file: AsyncGenerator<Buffer>, limits: FormLimits): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of file) {
    size += chunk.length;
    if (size > limits.most) {
      throw s3Error("EntityTooLarge", undefined, {
        ProposedSize: String(size),
        MaxSizeAllowed: String(limits.most),
      });
    }
    yield chunk;
  }
  if (size < limits.least) {
    throw s3Error("EntityTooSmall", undefined, {
      ProposedSize: String(size),
      MinSizeAllowed: String(limits.least),
    });
  }
}

function redirectTarget(fields: Fields): URL | undefined {
  const text = fields.success_action_redirect ?? fields.redirect;
  return text !== undefined && URL.canParse(text) ? new URL(text) : undefined;
}

/** A browser's form upload: signature and policy first, then the rights of the signer, then the file as a stream. */
export function createPostObject(gate: FormGate): Operation {
  return async (s3, call) => {
    const bucket = bucketOf(s3, call.bucketName);
    const form = await readUploadForm(call.request, call.headers["content-type"] ?? "");
    // A function as replacement: the file name is the visitor's and may hold `$&`.
    const key = (form.fields.key ?? "").replace(/\$\{filename\}/g, () => form.fileName);
    if (key === "")
      throw s3Error(
        "InvalidArgument",
        "Bucket POST must contain a field named 'key'.  If it is specified, please check the order of the fields.",
      );
    const fields: Fields = { ...form.fields, key };
    const principal = signer(fields, gate.credentials, s3.region);
    const limits =
      fields.policy === undefined
        ? { least: 0, most: 5 * 1024 ** 3 }
        : evaluatePostPolicy(fields.policy, { bucket: call.bucketName, fields }, Date.now());
    const keyArn = keyForWrite(fields, bucket.plan.keyArn);
    const permission = { ...call.permission, keys: { ...call.permission.keys, "s3:authType": "POST" } };
    gate.authorize(principal, toWrite(permission, bucket.plan, key, { headers: fields, keyArn }));
    const attributes = attributesOf(fields);

    const named = Object.keys(fields).find((name) =>
      isChecksumAlgorithm(name.replace(/^x-amz-checksum-/, "")),
    );
    const candidate = named?.replace(/^x-amz-checksum-/, "") ?? "";
    const algorithm = isChecksumAlgorithm(candidate) ? candidate : "crc64nvme";
    const blob = await bucket.blobs.write(within(form.file, limits), { checksums: [algorithm] });
    const checksum = blob.checksums[algorithm] ?? "";
    const version = await (async () => {
      if (named !== undefined && fields[named] !== checksum) throw s3Error("BadDigest");
      return bucket.commit(
        key,
        {
          ...attributes,
          blob: blob.id,
          size: blob.size,
          etag: blob.md5,
          checksum: { algorithm, value: checksum, type: "FULL_OBJECT" },
          ...(keyArn === undefined ? {} : { keyArn }),
        },
        call.origin("POST Object"),
      );
    })().catch(async (error: unknown) => {
      await bucket.blobs.remove(blob.id);
      throw error;
    });

    const location = `${s3.endpoint(call)}/${call.bucketName}/${key.split("/").map(encodeURIComponent).join("/")}`;
    const headers = { ...writtenHeaders(bucket, version), location };
    const redirect = redirectTarget(fields);
    if (redirect) {
      redirect.searchParams.set("bucket", call.bucketName);
      redirect.searchParams.set("key", key);
      redirect.searchParams.set("etag", `"${version.etag}"`);
      answerEmpty(call, 303, { ...headers, location: redirect.href });
      return;
    }
    const status = Number(fields.success_action_status);
    if (status === 201) {
      const content = { Location: location, Bucket: call.bucketName, Key: key, ETag: `"${version.etag}"` };
      answerXml(call, 201, "PostResponse", content, headers);
    } else answerEmpty(call, status === 200 ? 200 : 204, headers);
  };
}
