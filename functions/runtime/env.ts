/**
 * Reads a required environment variable. Only entry points call this; everything else takes values as arguments.
 * @throws Error naming the variable, at cold start, so that a missing grant shows before the first request
 */
export function env(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === "") throw new Error(`environment variable ${name} is not set`);
  return value;
}

/** Reads an environment variable that a stage may leave out. */
export function optionalEnv(name: string): string | undefined {
  const value = process.env[name];
  return value === "" ? undefined : value;
}
