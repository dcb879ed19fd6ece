import type { IncomingMessage, ServerResponse } from "node:http";
import * as z from "zod";
import type { JumpingClock } from "../clock/clock.ts";
import { requestUrl } from "../edge/request-url.ts";
import { demoUserOf, demoUsers } from "../seed/demo-users.ts";
import type { Cognito } from "../services/cognito/cognito.ts";
import type { Messaging } from "../services/messaging/messaging.ts";
import type { PendingWork } from "./pending.ts";

export interface ControlDeps {
  readonly clock: JumpingClock;
  readonly cognito: Pick<Cognito, "issueToken">;
  readonly faults: Messaging["faults"];
  /** Ends what a function is running, found by a part of its name. */
  readonly kill: (functionName: string) => Promise<number>;
  readonly pending: () => PendingWork;
  /** Lets what is under way end, as it would have before that much time had passed. */
  readonly settle: () => Promise<void>;
  /** Consumed DynamoDB units by table, and functions, routes, mappings and rules used so far. */
  readonly counters: () => unknown;
  readonly usage: () => unknown;
}

const CLOCK_FORM = 'send {"at":"2026-11-24T09:00:00Z"}, an instant in UTC, or {"reset":true}';
/** Asked for on purpose only: `backwards`. */
const backwards = z.literal(true).optional();
const ClockChange = z.union(
  [
    z.strictObject({ at: z.iso.datetime({ error: CLOCK_FORM }), backwards }),
    z.strictObject({ reset: z.literal(true), backwards }),
  ],
  { error: CLOCK_FORM },
);
const BACKWARDS =
  'a day that was sealed takes no more audit links, so time moves forward; with "backwards":true it moves all the same';

/** Asked for in the right form, and not done. */
class Refusal extends Error {}
const FaultChange = z.strictObject({
  acceptThenReset: z.int().min(0).optional(),
  lose: z.int().min(0).optional(),
  /** `reason` is what End User Messaging adds to an exception's name. */
  refuse: z
    .strictObject({
      count: z.int().min(0),
      code: z.string(),
      status: z.int().min(400).max(599).default(400),
      reason: z.string().optional(),
    })
    .optional(),
  /** Milliseconds that providers wait before they look at a request; 0 ends it. */
  delay: z.int().min(0).max(60_000).optional(),
  /** Ends what the functions are running whose name holds this text, as if their processes were killed. */
  kill: z.string().min(1).optional(),
});
const MAX_BODY_BYTES = 10_000;

/**
 * Answers the runtime's own addresses on the app site: `/_local/clock`, `/_local/token`, `/_local/faults`,
 * `/_local/pending`, `/_local/usage`. False for any other path.
 */
export function createControl(deps: ControlDeps) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const url = requestUrl(request);
    const route = `${request.method} ${url.pathname}`;
    switch (route) {
      case "GET /_local/clock":
        return json(response, 200, {
          now: new Date(deps.clock.now()).toISOString(),
          offsetMs: deps.clock.offsetMs(),
        });
      case "POST /_local/clock":
        return change(request, response, ClockChange, async (body) => {
          const to = "reset" in body ? Date.now() : Date.parse(body.at);
          if (to < deps.clock.now() && body.backwards !== true) throw new Refusal(BACKWARDS);
          await deps.settle();
          if ("reset" in body) await deps.clock.reset();
          else await deps.clock.setBusinessTime(body.at);
          return { now: new Date(deps.clock.now()).toISOString(), offsetMs: deps.clock.offsetMs() };
        });
      case "GET /_local/token":
        return token(url, response);
      case "POST /_local/faults":
        return change(request, response, FaultChange, async (asked) => {
          if (asked.delay !== undefined) deps.faults.delay(asked.delay);
          if (asked.acceptThenReset !== undefined) deps.faults.acceptThenReset(asked.acceptThenReset);
          if (asked.lose !== undefined) deps.faults.lose(asked.lose);
          if (asked.refuse !== undefined) {
            const { count, code, ...refusal } = asked.refuse;
            deps.faults.refuse(count, code, refusal);
          }
          return { killed: asked.kill === undefined ? 0 : await deps.kill(asked.kill) };
        });
      case "GET /_local/faults": {
        const messageId = url.searchParams.get("messageId") ?? "";
        return json(response, 200, { requests: deps.faults.requests("messageId", messageId) });
      }
      case "GET /_local/pending":
        return json(response, 200, deps.pending());
      case "GET /_local/usage":
        return json(response, 200, { usage: deps.usage(), counters: deps.counters() });
      default:
        return false;
    }
  };

  async function token(url: URL, response: ServerResponse): Promise<boolean> {
    const role = url.searchParams.get("role") ?? "";
    const user = demoUserOf(role);
    if (user === undefined) {
      const known = demoUsers().map(({ username, groups }) => `${username} (${groups.join(", ")})`);
      const message = `no demo user has the role or the name "${role}"; there are ${known.join(", ")}`;
      return json(response, 404, { message });
    }
    const { accessToken } = await deps.cognito.issueToken(user.username);
    return json(response, 200, { token: accessToken, userId: user.sub, username: user.username });
  }
}

/** Answers `/healthz` when everything that the site needs is up. */
export function answerHealth(request: IncomingMessage, response: ServerResponse): boolean {
  if (requestUrl(request).pathname !== "/healthz") return false;
  return json(response, 200, { status: "ok" });
}

function json(response: ServerResponse, status: number, body: unknown): true {
  response.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    "cache-control": "no-store",
  });
  response.end(`${JSON.stringify(body)}\n`);
  return true;
}

/** JSON bodies only: a foreign page in the developer's browser cannot send them without a preflight, which fails. */
async function change<Body>(
  request: IncomingMessage,
  response: ServerResponse,
  schema: z.ZodType<Body>,
  act: (body: Body) => Promise<unknown>,
): Promise<true> {
  if (request.headers["content-type"]?.startsWith("application/json") !== true) {
    return json(response, 415, { message: "send application/json" });
  }
  let text = "";
  for await (const chunk of request) {
    text += chunk;
    if (text.length > MAX_BODY_BYTES) return json(response, 413, { message: "too large" });
  }
  let parsed: z.ZodSafeParseResult<Body>;
  try {
    parsed = schema.safeParse(JSON.parse(text));
  } catch {
    return json(response, 400, { message: "the body is not JSON" });
  }
  if (!parsed.success) return json(response, 400, { message: z.prettifyError(parsed.error) });
  try {
    return json(response, 200, await act(parsed.data));
  } catch (error) {
    if (error instanceof Refusal) return json(response, 409, { message: error.message });
    throw error;
  }
}
