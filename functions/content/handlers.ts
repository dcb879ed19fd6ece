import type { contentApi } from "../../shared/contracts/content.ts";
import type { HandlersOf } from "../runtime/http.ts";
import { makeApprove } from "./approve.ts";
import { makeComments } from "./comments.ts";
import { makeLibrary } from "./library.ts";
import { makeReturn } from "./return.ts";
import { makeWithdraw } from "./withdraw.ts";
import { type ContentDeps, makeWriters } from "./write-version.ts";

/** Everything that content serves over HTTP. */
export function makeContent(deps: ContentDeps): HandlersOf<typeof contentApi> {
  return {
    ...makeWriters(deps),
    ...makeLibrary(deps),
    approveVersion: makeApprove(deps),
    returnVersion: makeReturn(deps),
    ...makeComments(deps),
    withdrawVersion: makeWithdraw(deps),
  };
}
