import { type AppError, ERRORS } from "../../shared/contracts/errors.ts";
import { failedPage } from "../../web/spaces/failed.tsx";
import { linkEndedPage } from "../../web/spaces/gate-ends.tsx";
import type { PageReply } from "../runtime/http-reply.ts";

/**
 * The page behind an error on the gate or the space, so that an HCP never sees JSON. What no browser of a visitor sends
 * is answered like an ended link.
 */
export function spacesErrorPage(company: string): (error: AppError, requestId: string) => PageReply {
  return (error, requestId) => {
    const { status } = ERRORS[error.code];
    const ours = status >= ERRORS.internal.status;
    return {
      status,
      html: ours ? failedPage("en", company, requestId) : linkEndedPage({ lang: "en", company }),
    };
  };
}
