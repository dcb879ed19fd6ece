/** Sub-resources of a bucket and of an object, in the query, with the noun AWS names their operations by. */
const bucketNouns: Readonly<Record<string, string>> = {
  accelerate: "BucketAccelerateConfiguration",
  acl: "BucketAcl",
  analytics: "BucketAnalyticsConfiguration",
  cors: "BucketCors",
  encryption: "BucketEncryption",
  "intelligent-tiering": "BucketIntelligentTieringConfiguration",
  inventory: "BucketInventoryConfiguration",
  lifecycle: "BucketLifecycleConfiguration",
  location: "BucketLocation",
  logging: "BucketLogging",
  metrics: "BucketMetricsConfiguration",
  notification: "BucketNotificationConfiguration",
  "object-lock": "ObjectLockConfiguration",
  ownershipControls: "BucketOwnershipControls",
  policy: "BucketPolicy",
  policyStatus: "BucketPolicyStatus",
  publicAccessBlock: "PublicAccessBlock",
  replication: "BucketReplication",
  requestPayment: "BucketRequestPayment",
  tagging: "BucketTagging",
  versioning: "BucketVersioning",
  website: "BucketWebsite",
};
const objectNouns: Readonly<Record<string, string>> = {
  acl: "ObjectAcl",
  attributes: "ObjectAttributes",
  "legal-hold": "ObjectLegalHold",
  retention: "ObjectRetention",
  tagging: "ObjectTagging",
  torrent: "ObjectTorrent",
};
const verbs: Readonly<Record<string, string>> = {
  GET: "Get",
  PUT: "Put",
  DELETE: "Delete",
  HEAD: "Head",
  POST: "Post",
};

interface Target {
  readonly method: string;
  readonly bucket: string;
  readonly key: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

function bucketOperation({ method, query, headers }: Target): string {
  if (method === "POST" && /^multipart\/form-data/i.test(headers["content-type"] ?? "")) return "PostObject";
  if (method === "POST" && query.has("delete")) return "DeleteObjects";
  const noun = Object.keys(bucketNouns).find((name) => query.has(name));
  if (noun !== undefined) return `${verbs[method] ?? method}${bucketNouns[noun]}`;
  if (method === "GET" && query.has("uploads")) return "ListMultipartUploads";
  if (method === "GET" && query.has("versions")) return "ListObjectVersions";
  if (method === "GET") return query.get("list-type") === "2" ? "ListObjectsV2" : "ListObjects";
  if (method === "PUT") return "CreateBucket";
  return `${verbs[method] ?? method}Bucket`;
}

function uploadOperation({ method, query, headers }: Target): string | undefined {
  if (query.has("uploads") && method === "POST") return "CreateMultipartUpload";
  if (!query.has("uploadId")) return undefined;
  if (method === "PUT") return headers["x-amz-copy-source"] === undefined ? "UploadPart" : "UploadPartCopy";
  return { GET: "ListParts", POST: "CompleteMultipartUpload", DELETE: "AbortMultipartUpload" }[method];
}

/** Names the operation that a path-style request asks for, as AWS names it; unknown ones get a telling name too. */
export function operationName(target: Target): string {
  const { method, bucket, key, query, headers } = target;
  if (bucket === "") return method === "GET" ? "ListBuckets" : `${verbs[method] ?? method}Service`;
  if (key === "") return bucketOperation(target);
  const upload = uploadOperation(target);
  if (upload !== undefined) return upload;
  const noun = Object.keys(objectNouns).find((name) => query.has(name));
  if (noun !== undefined) return `${verbs[method] ?? method}${objectNouns[noun]}`;
  if (method === "POST" && query.has("restore")) return "RestoreObject";
  if (method === "POST" && query.has("select")) return "SelectObjectContent";
  if (method === "PUT" && headers["x-amz-copy-source"] !== undefined) return "CopyObject";
  return `${verbs[method] ?? method}Object`;
}
