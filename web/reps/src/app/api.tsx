import {
  keepPreviousData,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useState } from "react";
import {
  AnswerLost,
  ApiProblem,
  type CallInput,
  type CallName,
  type CallOutput,
  type Client,
} from "../../../client/client.ts";
import { guarded, pressGuard } from "./press-guard.ts";

const ClientContext = createContext<Client | undefined>(undefined);

/** Gives the screens below their way to the API. */
export function ApiProvider({ client, children }: { readonly client: Client; readonly children: ReactNode }) {
  return <ClientContext value={client}>{children}</ClientContext>;
}

/** The client itself, for what is neither a read of a screen nor one change: paging through, prefetching. */
export function useClient(): Client {
  const client = useContext(ClientContext);
  if (client === undefined) throw new Error("no ApiProvider above");
  return client;
}

/** Cache key of a call: everything read by an endpoint is below `[name]`. */
export function callKey<Name extends CallName>(name: Name, input?: CallInput<Name>) {
  return input === undefined ? [name] : [name, input];
}

export interface CallOptions {
  /** Whether to ask at all. @default true */
  readonly enabled?: boolean;
  /** Milliseconds after which to ask again while the screen is open; 0 for never. @default 0 */
  readonly every?: number;
  /** Keeps showing the answer to the input before until the new one is here: for search while typing. @default false */
  readonly keepPrevious?: boolean;
}

/** Reads through the API: `const hcp = useCall("readHcp", { params: { hcpId } })`, shown by `<Await of={hcp}>`. */
export function useCall<Name extends CallName>(
  name: Name,
  input: CallInput<Name>,
  options: CallOptions = {},
): UseQueryResult<CallOutput<Name>, Error> {
  const client = useClient();
  const { enabled = true, every = 0, keepPrevious = false } = options;
  const query = useQuery({
    queryKey: callKey(name, input),
    queryFn: (): Promise<unknown> => client.call(name, input),
    enabled,
    ...(every > 0 ? { refetchInterval: every } : {}),
    ...(keepPrevious ? { placeholderData: keepPreviousData } : {}),
  });
  return query as UseQueryResult<CallOutput<Name>, Error>;
}

export interface ActOptions<Name extends CallName> {
  /** Endpoints whose answers this changes: they are asked again. */
  readonly invalidates?: readonly CallName[];
  readonly onDone?: (output: CallOutput<Name>, input: CallInput<Name>) => void;
}

/**
 * Changes through the API: `const stop = useAct("cancelMessage", { invalidates: ["listMessages"] })`, `stop.mutate(input)`.
 * A second press before the first is settled does nothing. When nobody can say what became of it, or somebody else was
 * first, what it changes is asked again.
 */
export function useAct<Name extends CallName>(name: Name, options: ActOptions<Name> = {}) {
  const client = useClient();
  const queries = useQueryClient();
  const [guard] = useState(pressGuard);
  const askAgain = () =>
    Promise.all((options.invalidates ?? []).map((key) => queries.invalidateQueries({ queryKey: [key] })));
  const { mutate, error, isPending, data, variables } = useMutation<CallOutput<Name>, Error, CallInput<Name>>(
    {
      mutationKey: [name],
      mutationFn: (input) => client.call(name, input),
      onSuccess: async (output, input) => {
        options.onDone?.(output, input);
        await askAgain();
      },
      onError: async (failure) => {
        if (failure instanceof AnswerLost || isConflict(failure)) await askAgain();
      },
      onSettled: guard.leave,
    },
  );
  return { mutate: guarded(guard, mutate), error, isPending, data, variables };
}

function isConflict(error: Error): boolean {
  return error instanceof ApiProblem && error.problem.code === "conflict";
}
