import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Journeys that go first, by name; tests of the tests know which one will notice. */
const FIRST = (process.env["JOURNEYS_FIRST"] ?? "").split(",").filter((name) => name !== "");

/**
 * The usual order, but the journey last that looks at what streams leave behind: writers gather for up to a minute, and
 * by then that minute is over.
 */
export class EvidenceLast extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const rank = ({ moduleId }: TestSpecification): number => {
      const first = FIRST.findIndex((name) => moduleId.endsWith(`/journeys/${name}.test.ts`));
      if (first >= 0) return first - FIRST.length;
      return moduleId.endsWith("/journeys/evidence.test.ts") ? 1 : 0;
    };
    return [...sorted].sort((a, b) => rank(a) - rank(b));
  }
}
