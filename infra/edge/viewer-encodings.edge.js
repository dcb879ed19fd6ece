// CloudFront function (runtime 2.0) before the APIs. Where nothing may be cached CloudFront neither compresses nor lets
// Accept-Encoding through, so what the viewer can read goes on under a name of its own, and the function compresses.
// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls handler by name
function handler(event) {
  const headers = event.request.headers;
  const asked = headers["accept-encoding"];
  delete headers["x-invito-encodings"];
  if (asked !== undefined) headers["x-invito-encodings"] = { value: asked.value };
  return event.request;
}
