import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Journeys that go first, by name; tests of the tests know which one will notice. */
const FIRST = (process.env["JOURNEYS_FIRST"] ?? "").split(",").filter((name) => name !== "");

/** Files that wait longest, so that nobody waits for them at the end of the run. */
const LONGEST = [
  "faults/accept-then-reset",
  "load/write-units",
  "faults/with-faults",
  "faults/kill-nine",
  "faults/fold-killed",
];

/** Pages that mostly wait for a person's time; beside them others can be drawn. */
const PATIENT = ["browser/rep-to-insight", "browser/document"];

/**
 * The usual order, with three exceptions. Files that mostly wait (faults, load) are spread over those that mostly compute,
 * so that a core is never idle and never torn; of the pages, the patient ones begin. And the journey comes last that looks
 * at what streams leave behind.
 */
export class FileOrder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = [...(await super.sort(files))].sort((a, b) => rank(a) - rank(b));
    const waiting = sorted.filter(waits).sort((a, b) => length(b) - length(a));
    const computing = sorted.filter((file) => !waits(file));
    // the first one begins with the run, and the last one has half of it to end in
    const step = Math.ceil(computing.length / 2 / Math.max(1, waiting.length));
    return waiting
      .flatMap((file, index) => [file, ...computing.slice(index * step, (index + 1) * step)])
      .concat(computing.slice(waiting.length * step));
  }
}

function waits({ moduleId }: TestSpecification): boolean {
  return /\/test\/(faults|load)\//.test(moduleId);
}

/** 0 for a file that is not known to be long; the longest has the greatest number. */
function length({ moduleId }: TestSpecification): number {
  const at = LONGEST.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`));
  return at < 0 ? 0 : LONGEST.length - at;
}

function rank({ moduleId }: TestSpecification): number {
  const first = FIRST.findIndex((name) => moduleId.endsWith(`/journeys/${name}.test.ts`));
  if (first >= 0) return first - FIRST.length;
  const patient = PATIENT.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`));
  if (patient >= 0) return patient - PATIENT.length;
  return moduleId.endsWith("/journeys/evidence.test.ts") ? 1 : 0;
}
