import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AuditLink } from "../../shared/contracts/audit.ts";
import type { Sha256 } from "../../shared/model/ids.ts";
import { type AuditFact, type ChainHead, nextLink } from "../runtime/audit.ts";
import { dayRoot, verifyChain } from "./chain.ts";

const fact = (action: string): AuditFact => ({
  actor: { type: "user", id: "u_1", role: "reviewer" },
  action,
  object: { type: "ContentVersion", id: "ver_1" },
  after: { state: action },
});

function chainOf(actions: readonly string[]): AuditLink[] {
  let head: ChainHead = { sequence: 0, hash: "0".repeat(64) as Sha256 };
  return actions.map((action, index) => {
    const link = nextLink(head, "ContentVersion#ver_1", fact(action), 1_700_000_000_000 + index);
    head = link;
    return link;
  });
}
const actions = fc.array(fc.string({ maxLength: 12 }), { minLength: 2, maxLength: 8 });

describe("an audit chain (INV-10)", () => {
  it("verifies as it was written", () => {
    fc.assert(
      fc.property(actions, (list) => {
        expect(verifyChain(chainOf(list))).toEqual([]);
      }),
    );
  });

  it("shows every altered value", () => {
    fc.assert(
      fc.property(actions, fc.nat(), (list, where) => {
        const chain = chainOf(list);
        const index = where % chain.length;
        const altered = chain.map((link, at) =>
          at === index ? { ...link, action: `${link.action}!` } : link,
        );
        expect(verifyChain(altered)).toContainEqual({
          chain: "ContentVersion#ver_1",
          sequence: index + 1,
          fault: "altered",
        });
      }),
    );
  });

  it("shows a removed link, also when its neighbour was rehashed to hide it", () => {
    fc.assert(
      fc.property(actions, (list) => {
        fc.pre(list[0] !== list[1]);
        const chain = chainOf(list);
        expect(verifyChain(chain.slice(1))[0]?.fault).toBe("missing");
        const renumbered = chainOf(list.slice(1));
        const first = chain[0];
        const second = renumbered[1];
        if (first !== undefined && second !== undefined) {
          expect(verifyChain([first, second])).toContainEqual(
            expect.objectContaining({ fault: "not_linked" }),
          );
        }
      }),
    );
  });

  it("gives the same day root in whatever order and however often links arrive, and another for any change", () => {
    const chain = chainOf(["a", "b", "c"]);
    const root = dayRoot("2026-11-21", chain).root;
    expect(dayRoot("2026-11-21", [...chain, ...chain].reverse()).root).toBe(root);
    expect(dayRoot("2026-11-21", chain.slice(1)).root).not.toBe(root);
    expect(dayRoot("2026-11-21", chain, "1".repeat(64)).root).not.toBe(root);
  });
});
