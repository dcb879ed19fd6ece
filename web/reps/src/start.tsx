import "./app/base.css";
import "@mantine/core/styles.layer.css";
import "virtual:theme.css";
import "./app/app.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { takeAnswers } from "./app/ahead.ts";
import { App } from "./app/app.tsx";
import { loadConfig } from "./app/config.ts";
import { queryClient } from "./app/query.ts";
import { signIn } from "./app/sign-in.ts";
import { Themed } from "./app/themed.tsx";
import { Problem } from "./ui/problem.tsx";

async function start(): Promise<void> {
  const place = document.getElementById("app");
  if (place === null) throw new Error("index.html has no #app");
  try {
    const config = await loadConfig();
    const signedIn = await signIn(config);
    const queries = queryClient();
    await takeAnswers(queries);
    createRoot(place).render(
      <StrictMode>
        <App config={config} signIn={signedIn} queries={queries} />
      </StrictMode>,
    );
  } catch (error) {
    createRoot(place).render(
      <Themed>
        <Problem error={error} onRetry={() => location.reload()} page />
      </Themed>,
    );
  }
}

void start();
