import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * The usual order, but the journey last that looks at what streams leave behind: writers gather for up to a minute, and
 * by then that minute is over.
 */
export class EvidenceLast extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isEvidence = ({ moduleId }: TestSpecification) => moduleId.endsWith("/journeys/evidence.test.ts");
    return [...sorted.filter((file) => !isEvidence(file)), ...sorted.filter(isEvidence)];
  }
}
