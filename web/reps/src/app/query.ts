import { QueryClient } from "@tanstack/react-query";
import { ApiProblem, type Client, makeClient } from "../../../client/client.ts";
import type { SignIn } from "./sign-in.ts";

/** Whether asking once more may help: a lost line or a failure on the other side, never a refusal. */
function mayPass(error: Error): boolean {
  return !(error instanceof ApiProblem) || error.problem.status >= 500;
}

/** The cache of everything that was read. */
export function queryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: 15_000, retry: (failures, error) => failures < 2 && mayPass(error) },
      // A change is not repeated behind the person's back: the screen says what happened.
      mutations: { retry: false },
    },
  });
}

/** Calls with the person's token; a token that was refused is renewed once. */
export function signedInClient(signIn: SignIn): Client {
  const { origin } = location;
  const first = makeClient(origin, signIn.token);
  const again = makeClient(origin, signIn.renewed);
  return {
    call: (name, input) =>
      first.call(name, input).catch((error: unknown) => {
        if (error instanceof ApiProblem && error.problem.code === "not_signed_in")
          return again.call(name, input);
        throw error;
      }),
  };
}
