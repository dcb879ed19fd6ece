import type { RequestContext } from "./http.ts";

/** What the edge says of who asks, as it is kept for the classifier (domain-rules 3.4). */
export function viewerOf({ headers }: Pick<RequestContext, "headers">) {
  return {
    userAgent: headers["user-agent"]?.slice(0, 300),
    viewerAddress: headers["cloudfront-viewer-address"],
    viewerAsn: headers["cloudfront-viewer-asn"],
    viewerCountry: headers["cloudfront-viewer-country"],
  };
}
