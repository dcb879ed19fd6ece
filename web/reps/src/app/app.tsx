import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useState } from "react";
import { ToastProvider } from "../ui/toasts.tsx";
import { ApiProvider } from "./api.tsx";
import type { AppConfig } from "./config.ts";
import { signedInClient } from "./query.ts";
import { appRouter } from "./router.tsx";
import { SessionProvider } from "./session.tsx";
import type { SignIn } from "./sign-in.ts";
import { Themed } from "./themed.tsx";

/** Everything around the screens. */
export function App(props: {
  readonly config: AppConfig;
  readonly signIn: SignIn;
  readonly queries: QueryClient;
}) {
  const { config, signIn, queries } = props;
  const [{ client, router }] = useState(() => ({
    client: signedInClient(signIn),
    router: appRouter(),
  }));
  return (
    <Themed>
      <QueryClientProvider client={queries}>
        <ApiProvider client={client}>
          <SessionProvider config={config} signIn={signIn}>
            <ToastProvider>
              <RouterProvider router={router} />
            </ToastProvider>
          </SessionProvider>
        </ApiProvider>
      </QueryClientProvider>
    </Themed>
  );
}
