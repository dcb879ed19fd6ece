import { describe, expect, it } from "vitest";
import { sentenceOf } from "./operator-command.ts";

const failure = (name: string, message = "as AWS put it") => Object.assign(new Error(message), { name });

describe("a command for an account tells", () => {
  it.each([
    ["CredentialsProviderError", /aws sso login/],
    ["ExpiredTokenException", /sign in again/],
    ["AccessDeniedException", /may not do that: as AWS put it/],
    ["ResourceNotFoundException", /^ResourceNotFoundException: as AWS put it$/],
  ])("a person who meets %s what to do", (name, words) => {
    expect(sentenceOf(failure(name))).toMatch(words);
  });
});
