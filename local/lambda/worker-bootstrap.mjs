// Runs inside a worker thread and does what Lambda's Node runtime does: load the handler, run one event at a time,
// report its result. It is JavaScript because workers start without a TypeScript loader, as functions do on AWS.
import { existsSync, readFileSync } from "node:fs";
import Module, { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { format } from "node:util";
import { parentPort, workerData } from "node:worker_threads";

/** @type {{ codeDir: string, handler: string, requestIdAtInit: string }} */
const { codeDir, handler: handlerName } = workerData;
const send = (message) => parentPort?.postMessage(message);
let requestId = "";

/** Messages keep the order of logs and results, which piped output does not. */
function captureOutput() {
  for (const stream of [process.stdout, process.stderr]) {
    stream.write = (chunk, encoding, done) => {
      send({ kind: "log", text: typeof chunk === "string" ? chunk : Buffer.from(chunk).toString() });
      const callback = typeof encoding === "function" ? encoding : done;
      if (typeof callback === "function") callback();
      return true;
    };
  }
  const levels = { debug: "DEBUG", error: "ERROR", info: "INFO", log: "INFO", trace: "TRACE", warn: "WARN" };
  for (const [method, level] of Object.entries(levels)) {
    console[method] = (...values) => {
      // As Lambda does: a message is one record, whatever lines it has.
      const text = format(...values).replaceAll("\n", "\r");
      process.stdout.write(`${new Date().toISOString()}\t${requestId}\t${level}\t${text}\n`);
    };
  }
}

/**
 * On AWS nothing lies above the code folder. Here this repository does: its package.json must not decide whether the
 * bundle is a module, and its node_modules must not lend what the bundle forgot. Only the SDK is part of the runtime.
 */
function confineToCode() {
  const inside = (path) => path === codeDir || path.startsWith(codeDir + sep);
  const typeOf = (path) => {
    for (let dir = dirname(path); inside(dir); dir = dirname(dir)) {
      const manifest = join(dir, "package.json");
      if (existsSync(manifest)) return JSON.parse(readFileSync(manifest, "utf8")).type ?? "commonjs";
    }
    return "commonjs";
  };
  const loadJs = Module._extensions[".js"];
  Module._extensions[".js"] = (module, path) => {
    if (inside(path) && typeOf(path) === "commonjs") module._compile(readFileSync(path, "utf8"), path);
    else loadJs(module, path);
  };
  const resolve = Module._resolveFilename;
  Module._resolveFilename = (request, parent, ...rest) => {
    const path = resolve(request, parent, ...rest);
    const escapes = inside(parent?.filename ?? "") && !inside(path) && path.startsWith(sep);
    if (!escapes || /^@(aws-sdk|smithy)\//.test(request)) return path;
    throw Object.assign(new Error(`Cannot find module '${request}'\nRequire stack:\n- ${parent.filename}`), {
      code: "MODULE_NOT_FOUND",
    });
  };
  return typeOf;
}

function failure(errorType, errorMessage) {
  return Object.assign(new Error(errorMessage), { name: errorType });
}

async function loadHandler(typeOf) {
  const [, folder = "", file, path] = /^(.*\/)?([^/.]+)\.(.+)$/.exec(handlerName) ?? [];
  if (!file || !path) throw failure("Runtime.MalformedHandlerName", "Bad handler");
  const candidates = [".js", ".mjs", ".cjs"].map((extension) => join(codeDir, folder, file + extension));
  const found = candidates.find(existsSync);
  if (!found) {
    throw failure(
      "Runtime.ImportModuleError",
      `Error: Cannot find module '${file}'\nRequire stack:\n- ${codeDir}`,
    );
  }
  const isModule = found.endsWith(".mjs") || (found.endsWith(".js") && typeOf(found) === "module");
  let loaded;
  try {
    loaded = isModule ? await import(pathToFileURL(found).href) : createRequire(found)(found);
  } catch (error) {
    if (error instanceof SyntaxError)
      throw failure("Runtime.UserCodeSyntaxError", `SyntaxError: ${error.message}`);
    if (["MODULE_NOT_FOUND", "ERR_MODULE_NOT_FOUND"].includes(error?.code)) {
      throw failure("Runtime.ImportModuleError", `Error: ${error.message}`);
    }
    throw error;
  }
  const handler = path.split(".").reduce((value, key) => value?.[key], loaded);
  if (typeof handler !== "function") {
    throw failure("Runtime.HandlerNotFound", `${handlerName} is undefined or not exported`);
  }
  if (handler.length >= 3) {
    throw failure(
      "Runtime.CallbackHandlerDeprecated",
      "AWS Lambda has removed support for callback-based function handlers starting with Node.js 24.",
    );
  }
  return handler;
}

function describeError(error) {
  if (error instanceof Error) {
    return { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? "").split("\n") };
  }
  return { errorType: typeof error, errorMessage: String(error), trace: [] };
}

function contextOf({ deadline, ...context }) {
  return {
    ...context,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
}

async function invoke(handler, { event, context, environment }) {
  requestId = context.awsRequestId;
  Object.assign(process.env, environment);
  try {
    const payload = JSON.stringify(await handler(JSON.parse(event), contextOf(context)));
    send({ kind: "result", payload: payload ?? "null" });
  } catch (error) {
    const described = describeError(error);
    console.error("Invoke Error", JSON.stringify(described));
    send({ kind: "error", error: described });
  }
}

/** Lambda ends the environment after an error that nobody caught. */
function failOnUncaught() {
  const fail = (error) => {
    console.error("Uncaught Exception", JSON.stringify(error));
    send({ kind: "fatal", error });
    process.exit(129);
  };
  process.on("uncaughtException", (error) => fail(describeError(error)));
  process.on("unhandledRejection", (reason) => {
    const { errorMessage, errorType, trace } = describeError(reason);
    fail({
      errorType: "Runtime.UnhandledPromiseRejection",
      errorMessage: `${errorType}: ${errorMessage}`,
      trace,
    });
  });
}

captureOutput();
const typeOf = confineToCode();
failOnUncaught();
try {
  const handler = await loadHandler(typeOf);
  parentPort?.on("message", (message) => invoke(handler, message));
  send({ kind: "ready" });
} catch (error) {
  const described = describeError(error);
  console.error("Uncaught Exception", JSON.stringify(described));
  send({ kind: "initError", error: described });
}
