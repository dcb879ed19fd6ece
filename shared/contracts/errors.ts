import * as z from "zod";

/**
 * Every error a caller can meet: code → HTTP status and title. The wire form is RFC 9457 problem JSON.
 * Wrong territory or role is presented as `not_found`, so that nothing leaks (domain-rules 8.4).
 */
export const ERRORS = {
  invalid_request: { status: 400, title: "The request does not have the form this address takes" },
  not_signed_in: { status: 401, title: "Sign in first" },
  not_through_site: { status: 403, title: "This address answers only through the site" },
  separation_of_duties: { status: 403, title: "A different person has to do this" },
  not_found: { status: 404, title: "There is nothing here for you" },
  conflict: { status: 409, title: "Somebody changed this in the meantime" },
  already_exists: { status: 409, title: "This exists already" },
  wrong_state: { status: 409, title: "This cannot be done in the present state" },
  gone: { status: 410, title: "This link has ended" },
  too_large: { status: 413, title: "This is too large" },
  unsupported_media_type: { status: 415, title: "This kind of content is not accepted here" },
  not_allowed: { status: 422, title: "The rules do not allow this" },
  too_many_requests: { status: 429, title: "Too many requests" },
  internal: { status: 500, title: "Something failed on our side" },
  unavailable: { status: 503, title: "This is not available at the moment" },
} as const;

export type ErrorCode = keyof typeof ERRORS;
export const ErrorCode = z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]);

/** Body of every error response, content type `application/problem+json`. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: ErrorCode,
  /** One sentence a person understands: what happened and what to do next. */
  detail: z.string(),
  /** Path of the first offending field, e.g. `body.email` or `query.limit`. */
  field: z.string().optional(),
  errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
  requestId: z.string(),
});
export type Problem = z.output<typeof Problem>;

/**
 * The one error class for everything a caller can be told. Codes are matched, never message text.
 * `detail` must not contain addresses, numbers, tokens or free text of an HCP.
 */
export class AppError extends Error {
  readonly field: string | undefined;
  readonly errors: readonly { readonly field: string; readonly message: string }[] | undefined;

  constructor(
    readonly code: ErrorCode,
    readonly detail: string,
    options: {
      readonly cause?: unknown;
      readonly field?: string;
      readonly errors?: readonly { readonly field: string; readonly message: string }[];
    } = {},
  ) {
    super(`${code}: ${detail}`, { cause: options.cause });
    this.name = "AppError";
    this.field = options.field;
    this.errors = options.errors;
  }
}
