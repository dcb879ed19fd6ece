import type { Endpoint } from "../../shared/contracts/endpoint.ts";
import { Problem } from "../../shared/contracts/errors.ts";
import { API_GROUPS } from "../../shared/contracts/index.ts";
import type { Role } from "../../shared/model/roles.ts";
import { type House, until } from "./house.ts";

/** An endpoint with its name and the site it is on. */
export interface Named {
  readonly name: string;
  readonly site: "app" | "hcp";
  readonly endpoint: Endpoint;
}

/** Every endpoint of the product. */
export const ENDPOINTS: readonly Named[] = API_GROUPS.flatMap(({ site, endpoints }) =>
  Object.entries<Endpoint>(endpoints).map(([name, endpoint]) => ({ name, site, endpoint })),
);

/** What API Gateway says to more than the stage's rate (infra/stacks/service.ts). */
const TOO_MANY = 429;

/** An answer as it came. */
export interface RawAnswer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

/** Sends a request that no client of ours would send. One that comes faster than the API admits waits for its turn. */
export async function rawCall(address: string, init: RequestInit): Promise<RawAnswer> {
  const answer = await until("room below the API's rate", async () => {
    const given = await fetch(address, { redirect: "manual", ...init });
    return given.status === TOO_MANY ? undefined : given;
  });
  return { status: answer.status, type: answer.headers.get("content-type") ?? "", text: await answer.text() };
}

/** The problem document of an answer; throws when it is none. */
export function problemOf(answer: RawAnswer): Problem {
  if (!answer.type.startsWith("application/problem+json"))
    throw new Error(`${answer.status} ${answer.type} is no problem document: ${answer.text.slice(0, 200)}`);
  return Problem.parse(JSON.parse(answer.text));
}

/** Ids that have the right form and belong to nothing. */
const NOBODY: Readonly<Record<string, string>> = {
  hcpId: "hcp_01ARZ3NDEKTSV4RRFFQ69G5FAV",
  questionId: "que_01ARZ3NDEKTSV4RRFFQ69G5FAV",
  assetId: "ast_01ARZ3NDEKTSV4RRFFQ69G5FAV",
  versionId: "ver_01ARZ3NDEKTSV4RRFFQ69G5FAV",
  messageId: "msg_01ARZ3NDEKTSV4RRFFQ69G5FAV",
  importId: "imp_01ARZ3NDEKTSV4RRFFQ69G5FAV",
  bulkId: "blk_01ARZ3NDEKTSV4RRFFQ69G5FAV",
  experimentId: "exp_01ARZ3NDEKTSV4RRFFQ69G5FAV",
  templateVersionId: "tpv_01ARZ3NDEKTSV4RRFFQ69G5FAV",
  country: "IE",
  inboundId: "inb_0123456789abcdef0123456789abcdef",
  territory: "GB-99",
  userId: "00000000-0000-4000-8000-000000000001",
  token: "0123456789abcdefghijkl",
};

/** The path of an endpoint with parameters of the right form, or with this text for all of them. */
export function pathOf({ path }: Endpoint, parameter?: string): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => parameter ?? NOBODY[name] ?? "unknown");
}

/** The authorization header of a demo user with this role. */
export async function tokenOf(house: House, role: Role): Promise<string> {
  const answer = await fetch(`${house.address.app}/_local/token?role=${role}`);
  const { token } = (await answer.json()) as { token: string };
  return `Bearer ${token}`;
}
