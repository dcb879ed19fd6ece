/**
 * Runs a command that a person starts from the terminal against an account. What goes wrong is told in one sentence
 * with the remedy, where one is known, and ends the process with code 1.
 */
export async function operatorCommand(run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    console.error(sentenceOf(error));
    process.exitCode = 1;
  }
}

/** Pure: what the person reads. AWS names its errors in `name`. */
export function sentenceOf({ name, message }: Error): string {
  if (name === "CredentialsProviderError")
    return "No AWS credentials were found: sign in first, e.g. aws sso login, and set AWS_PROFILE.";
  if (/Expired|UnrecognizedClient|InvalidClientTokenId|InvalidSignature/.test(name))
    return `AWS does not accept these credentials (${name}): sign in again.`;
  if (/AccessDenied|NotAuthorized/.test(name)) return `These credentials may not do that: ${message}`;
  return `${name}: ${message}`;
}
