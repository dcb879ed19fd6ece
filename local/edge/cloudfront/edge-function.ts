/** Runs a CloudFront function's code in a bare context: no network, no file system, no Node globals. */
import { createHash, createHmac } from "node:crypto";
import * as querystring from "node:querystring";
import { createContext, Script } from "node:vm";

/** Ends a function that never returns. It is real time: on a busy machine a tenth of a second passes without any work. */
const LONGEST_MS = 2000;

/** Calls the code's `handler(event)`; rejects with whatever it throws, or after {@link LONGEST_MS}. */
export type EdgeFunction = (event: unknown) => Promise<unknown>;

/**
 * Loads the code once; throws a SyntaxError when it is not a script (ES `import` of a key value store is not hosted).
 * What crosses the border is JSON, so a function cannot reach this process. The context stays, as a runtime may keep
 * it: a new one for each request would cost twenty times what the functions do.
 */
export function edgeFunction(code: string, log: (line: string) => void): EdgeFunction {
  const context = createContext(
    {
      console: { log: (...parts: unknown[]) => log(parts.map(String).join(" ")) },
      require: (name: string) => {
        const found = MODULES[name];
        if (!found) throw new Error(`CloudFront functions have no module '${name}'`);
        return found;
      },
      __event: "",
      __handler: undefined,
    },
    { codeGeneration: { strings: false, wasm: false } },
  );
  const script = new Script(`${code}\n;handler`, { filename: "cloudfront-function.js" });
  context.__handler = script.runInContext(context, { timeout: LONGEST_MS });
  const call = new Script(
    "Promise.resolve(__handler(JSON.parse(__event))).then((value) => JSON.stringify(value))",
  );
  return async (event) => {
    context.__event = JSON.stringify(event);
    const text: unknown = await call.runInContext(context, { timeout: LONGEST_MS });
    if (typeof text !== "string") throw new Error("the function returned nothing");
    return JSON.parse(text) as unknown;
  };
}

/** The modules of runtime 2.0 that need no network. */
const MODULES: Readonly<Record<string, unknown>> = {
  crypto: { createHash, createHmac },
  querystring,
};
