import type { BrowserContext, Page } from "playwright-core";

/** What went wrong in a browser window without anybody asserting it. */
export interface Watch {
  /** Sentences; empty for a clean window. */
  readonly complaints: readonly string[];
}

declare global {
  interface Window {
    /** Playwright's binding, told by the page of what its policy refused. */
    refusedByPolicy(what: string): void;
  }
}

/**
 * Listens to every page of a context: errors on the console, exceptions that nobody caught, breaches of the content
 * security policy, and requests to anybody but these origins.
 */
export async function watch(context: BrowserContext, origins: readonly string[]): Promise<Watch> {
  const complaints: string[] = [];
  const at = (page: Page) => shortened(page.url());
  await context.exposeBinding("refusedByPolicy", ({ page }, what: string) => {
    complaints.push(`policy refused ${what} on ${at(page)}`);
  });
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
      window.refusedByPolicy(`${effectiveDirective} ${blockedURI}`),
    );
  });
  context.on("request", (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol === "data:" || protocol === "blob:") return;
    if (!origins.includes(origin)) complaints.push(`a request went to ${shortened(request.url())}`);
  });
  context.on("page", (page) => {
    page.on("console", (message) => {
      if (message.type() === "error" || (message.type() === "warning" && isOurs(message.text())))
        complaints.push(
          `the console of ${at(page)} says: ${message.text()} ${shortened(message.location().url)}`,
        );
    });
    page.on("pageerror", (error) =>
      complaints.push(`an error on ${at(page)}: ${error.stack ?? error.message}`),
    );
  });
  return { complaints };
}

/** Warnings that a library gives about how we use it; others are the browser's own about its graphics. */
function isOurs(text: string): boolean {
  return /\b(React|Mantine|TanStack|deprecated|Warning:)/i.test(text);
}

/** Tokens and signatures in addresses say nothing to a reader. */
function shortened(address: string): string {
  return address.replace(/\?.*/s, "?…").replace(/\/(s|c|u|choices|v)\/[\w-]{16,}/, "/$1/…");
}
