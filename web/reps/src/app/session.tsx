import { createContext, type ReactNode, useContext, useState } from "react";
import type { Role } from "../../../../shared/model/roles.ts";
import type { CallOutput } from "../../../client/client.ts";
import { Problem } from "../ui/problem.tsx";
import { useCall } from "./api.tsx";
import { BootSkeleton } from "./boot-skeleton.tsx";
import type { AppConfig } from "./config.ts";
import type { SignIn } from "./sign-in.ts";

/** Who is signed in. */
export interface Session {
  readonly userId: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly territories: readonly string[];
  readonly config: AppConfig;
  readonly signOut: () => Promise<void>;
}

interface Signed extends Session {
  /** Business time minus this machine's, milliseconds. */
  readonly clockOffset: number;
}

const SessionContext = createContext<Signed | undefined>(undefined);
const FIVE_MINUTES = 5 * 60_000;

/** Asks once who is signed in and what time it is, and shows the app when both are known. */
export function SessionProvider(props: {
  readonly config: AppConfig;
  readonly signIn: SignIn;
  readonly children: ReactNode;
}) {
  const me = useCall("me", {}, { every: FIVE_MINUTES });
  if (me.data !== undefined) return <Known me={me.data} at={me.dataUpdatedAt} {...props} />;
  if (me.error !== null) return <Problem error={me.error} onRetry={() => void me.refetch()} page />;
  return <BootSkeleton />;
}

function Known(props: {
  readonly me: CallOutput<"me">;
  readonly at: number;
  readonly config: AppConfig;
  readonly signIn: SignIn;
  readonly children: ReactNode;
}) {
  const { me, at, config, signIn, children } = props;
  const { userId, name, roles, territories } = me;
  const clockOffset = Date.parse(me.now) - at;
  const [signOut] = useState(() => () => signIn.signOut());
  return (
    <SessionContext value={{ userId, name, roles, territories, config, signOut, clockOffset }}>
      {children}
    </SessionContext>
  );
}

function useSigned(): Signed {
  const session = useContext(SessionContext);
  if (session === undefined) throw new Error("no SessionProvider above");
  return session;
}

/** The signed-in person: `{ userId, name, roles, territories, config, signOut }`. */
export function useSession(): Session {
  return useSigned();
}

/** Whether the person holds one of these roles. */
export function useHasRole(...roles: readonly Role[]): boolean {
  return useSigned().roles.some((role) => roles.includes(role));
}

/** For useNow only. */
export function useClockOffset(): number {
  return useSigned().clockOffset;
}
