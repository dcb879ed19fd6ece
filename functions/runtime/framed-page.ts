import type { PageReply } from "./http-reply.ts";

/**
 * A page that only the app may show in a frame, without script, form or way out: what a preview is. It keeps its
 * inlined style, and pictures and films of the HCP site. `frame-ancestors` outranks X-Frame-Options in every browser.
 */
export function framedPage(html: string, appOrigin: string): PageReply {
  const policy = [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    "img-src 'self'",
    "media-src 'self'",
    "form-action 'none'",
    "base-uri 'none'",
    "sandbox",
    `frame-ancestors ${appOrigin}`,
  ].join("; ");
  return { status: 200, html, headers: { "content-security-policy": policy } };
}
