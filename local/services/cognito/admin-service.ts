/** The administrative part of the Cognito API that scripts and functions use. */
import { randomUUID } from "node:crypto";
import * as z from "zod";
import type { UserPoolPlan } from "../../plan/plan.ts";
import { AwsError, type AwsRequest, type AwsService } from "../../runtime-ports.ts";
import { epochSeconds, jsonAnswer, parseBody, unknownOperation } from "../json-protocol.ts";
import type { PoolUser, PoolUsers } from "./pool-users.ts";

export interface AdminPool {
  readonly plan: UserPoolPlan;
  readonly users: PoolUsers;
}

const InPool = z.object({ UserPoolId: z.string() });
const OfUser = InPool.extend({ Username: z.string().min(1).max(128) });
const InGroup = OfUser.extend({ GroupName: z.string() });
const Attributes = z.array(z.object({ Name: z.string(), Value: z.string().default("") })).default([]);
const Paged = { Limit: z.number().int().min(0).max(60).default(60) };
const CreateUser = OfUser.extend({ UserAttributes: Attributes, MessageAction: z.string().optional() });
const SetPassword = OfUser.extend({ Password: z.string().min(6), Permanent: z.boolean().default(false) });
const ListUsers = InPool.extend({
  ...Paged,
  Filter: z.string().optional(),
  PaginationToken: z.string().optional(),
});
const ListInGroup = InPool.extend({ ...Paged, GroupName: z.string(), NextToken: z.string().optional() });

type Operation = (request: AwsRequest) => unknown;

/** Serves `cognito-idp`. Passwords are accepted and forgotten: signing in needs none here. */
export function cognitoAdminService(pools: readonly AdminPool[]): AwsService {
  const poolOf = (id: string): AdminPool => {
    const pool = pools.find(({ plan }) => plan.id === id);
    if (!pool) throw new AwsError(400, "ResourceNotFoundException", `User pool ${id} does not exist.`);
    return pool;
  };
  const userOf = (input: { readonly UserPoolId: string; readonly Username: string }) => {
    const pool = poolOf(input.UserPoolId);
    const user = pool.users.find(input.Username);
    if (!user) throw new AwsError(400, "UserNotFoundException", "User does not exist.");
    return { pool, user };
  };
  const change = async (input: z.infer<typeof OfUser>, changes: (user: PoolUser) => Partial<PoolUser>) => {
    const { pool, user } = userOf(input);
    await pool.users.save({ ...user, ...changes(user), changedAt: Date.now() });
    return {};
  };
  const groupOf = (pool: AdminPool, name: string): string => {
    if (!pool.plan.groups.includes(name))
      throw new AwsError(400, "ResourceNotFoundException", "Group not found.");
    return name;
  };

  const operations: Readonly<Record<string, Operation>> = {
    async AdminCreateUser(request) {
      const input = parse(CreateUser, request);
      const { users } = poolOf(input.UserPoolId);
      if (users.find(input.Username))
        throw new AwsError(400, "UsernameExistsException", "User account already exists");
      const { sub: _ours, ...attributes } = Object.fromEntries(
        input.UserAttributes.map(({ Name, Value }) => [Name, Value]),
      );
      const now = Date.now();
      const user: PoolUser = {
        username: input.Username,
        sub: randomUUID(),
        attributes,
        groups: [],
        enabled: true,
        status: "FORCE_CHANGE_PASSWORD",
        createdAt: now,
        changedAt: now,
      };
      await users.save(user);
      return { User: listed(user) };
    },
    AdminGetUser(request) {
      const { Attributes: attributes, ...rest } = listed(userOf(parse(OfUser, request)).user);
      return { ...rest, UserAttributes: attributes };
    },
    async AdminSetUserPassword(request) {
      const input = parse(SetPassword, request);
      return change(input, () => ({ status: input.Permanent ? "CONFIRMED" : "FORCE_CHANGE_PASSWORD" }));
    },
    AdminDisableUser: (request) => change(parse(OfUser, request), () => ({ enabled: false })),
    AdminEnableUser: (request) => change(parse(OfUser, request), () => ({ enabled: true })),
    AdminAddUserToGroup(request) {
      const input = parse(InGroup, request);
      const group = groupOf(poolOf(input.UserPoolId), input.GroupName);
      return change(input, ({ groups }) => ({ groups: [...new Set([...groups, group])] }));
    },
    AdminRemoveUserFromGroup(request) {
      const input = parse(InGroup, request);
      const group = groupOf(poolOf(input.UserPoolId), input.GroupName);
      return change(input, ({ groups }) => ({ groups: groups.filter((other) => other !== group) }));
    },
    AdminListGroupsForUser(request) {
      const { pool, user } = userOf(parse(OfUser, request));
      return { Groups: user.groups.map((GroupName) => ({ GroupName, UserPoolId: pool.plan.id })) };
    },
    ListUsers(request) {
      const input = parse(ListUsers, request);
      const matches = filterOf(input.Filter);
      const { items, next } = pageOf(
        poolOf(input.UserPoolId).users.all().filter(matches),
        input.Limit,
        input.PaginationToken,
      );
      return { Users: items.map(listed), ...(next ? { PaginationToken: next } : {}) };
    },
    ListUsersInGroup(request) {
      const input = parse(ListInGroup, request);
      const pool = poolOf(input.UserPoolId);
      const group = groupOf(pool, input.GroupName);
      const members = pool.users.all().filter(({ groups }) => groups.includes(group));
      const { items, next } = pageOf(members, input.Limit, input.NextToken);
      return { Users: items.map(listed), ...(next ? { NextToken: next } : {}) };
    },
  };

  return {
    signingName: "cognito-idp",
    needs(request) {
      const { UserPoolId } = parse(z.looseObject({ UserPoolId: z.string().optional() }), request);
      const resource = pools.find(({ plan }) => plan.id === UserPoolId)?.plan.arn ?? "*";
      return [{ action: `cognito-idp:${request.operation ?? ""}`, resource }];
    },
    async handle(request) {
      const operation = operations[request.operation ?? ""];
      if (!operation) throw unknownOperation("cognito-idp", request.operation ?? request.method);
      return jsonAnswer(await operation(request), "application/x-amz-json-1.1");
    },
  };
}

/** ListUsers' filter: one attribute, `=` for equal and `^=` for "starts with"; the empty filter takes everyone. */
export function filterOf(filter: string | undefined): (user: PoolUser) => boolean {
  if (!filter?.trim()) return () => true;
  const match = /^\s*"?([\w:]+)"?\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*$/.exec(filter);
  if (!match) throw new AwsError(400, "InvalidParameterException", "Error while parsing filter.");
  const [, name = "", operator, quoted = ""] = match;
  const wanted = quoted.replace(/\\(.)/g, "$1");
  return (user) => {
    const value = searchable(user)[name] ?? "";
    return operator === "=" ? value === wanted : value.startsWith(wanted);
  };
}

function searchable(user: PoolUser): Readonly<Record<string, string>> {
  return {
    ...user.attributes,
    username: user.username,
    sub: user.sub,
    status: user.enabled ? "Enabled" : "Disabled",
    "cognito:user_status": user.status,
  };
}

function pageOf<Item>(all: readonly Item[], limit: number, token: string | undefined) {
  const from = Number(token ?? 0);
  const to = from + (limit === 0 ? 60 : limit);
  return { items: all.slice(from, to), next: to < all.length ? String(to) : undefined };
}

function listed(user: PoolUser) {
  const attributes = { sub: user.sub, ...user.attributes };
  return {
    Username: user.username,
    Attributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
    UserCreateDate: epochSeconds(user.createdAt),
    UserLastModifiedDate: epochSeconds(user.changedAt),
    Enabled: user.enabled,
    UserStatus: user.status,
  };
}

function parse<Schema extends z.ZodType>(schema: Schema, request: AwsRequest): z.output<Schema> {
  return parseBody(schema, request, "InvalidParameterException");
}
