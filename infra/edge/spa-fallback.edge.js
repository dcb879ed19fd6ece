// CloudFront function (runtime 2.0) on the app's pages: a path without a file ending is a view of the app.
// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls handler by name
function handler(event) {
  const request = event.request;
  const file = request.uri.slice(request.uri.lastIndexOf("/") + 1);
  if (!file.includes(".")) request.uri = "/index.html";
  return request;
}
