/**
 * `npm run -s token -- <role or name>`: an access token of a demo user, from the running house on PORT. Prints the token
 * and nothing else, so that it can be used in a shell: `curl -H "authorization: Bearer $(npm run -s token -- rep)"`.
 */
const role = process.argv[2] ?? "rep";
const address = `http://127.0.0.1:${process.env.PORT ?? 4000}`;

try {
  const answer = await fetch(`${address}/_local/token?role=${encodeURIComponent(role)}`);
  const body = (await answer.json()) as { readonly token?: string; readonly message?: string };
  if (body.token === undefined) throw new Error(body.message ?? `the house answered ${answer.status}`);
  console.log(body.token);
} catch (error) {
  const reason =
    error instanceof TypeError
      ? `nothing answers at ${address}: run npm start first`
      : (error as Error).message;
  console.error(reason);
  process.exitCode = 1;
}

export {};
