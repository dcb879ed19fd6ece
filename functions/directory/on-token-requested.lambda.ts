import { nameInToken } from "./name-in-token.ts";

/** Cognito asks before it signs tokens. It needs no access to anything: a sign-in must not wait for a table. */
export const handler = async (event: Parameters<typeof nameInToken>[0]) => nameInToken(event);
