import { AnswerLost, ApiProblem } from "../../../client/client.ts";

interface Words {
  readonly title: string;
  readonly detail: string;
  readonly reference?: string;
}

/** What happened and what is safe, in words; every error has some. */
export function wordsOf(error: unknown): Words {
  if (error instanceof ApiProblem) {
    const { title, detail, requestId } = error.problem;
    return { title, detail, ...reference(requestId) };
  }
  if (error instanceof AnswerLost && error.effect !== "none")
    return {
      title: "We do not know whether this was done",
      detail:
        error.effect === "same"
          ? "The answer got lost on its way. Trying again is safe: nothing happens twice."
          : "The answer got lost on its way. Look whether it is there before you try again: a second try makes a second one.",
      ...reference(error.requestId),
    };
  if (error instanceof TypeError)
    return {
      title: "This did not reach us",
      detail: "The line seems to be down. Nothing was sent or changed.",
    };
  return {
    title: "Something failed on our side",
    detail: "We do not know how far it came. Look at what stands before you try again.",
  };
}

function reference(requestId: string): { readonly reference?: string } {
  return requestId === "" ? {} : { reference: requestId.slice(-8) };
}
