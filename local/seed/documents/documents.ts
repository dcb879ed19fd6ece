import { readingBlocks } from "../../../shared/model/reading-text.ts";
import { makePdf, type PdfLine } from "./pdf.ts";

interface DemoDocument {
  readonly name: string;
  readonly title: string;
  readonly foot: string;
  /** What it says: printed in the PDF and read on the page. */
  readonly text: string;
}

/** The documents of the demo company. Medicine and numbers are made up. */
export const DOCUMENTS = {
  stepsEn: {
    name: "dose-steps-en",
    title: "Cardivex: dose steps on one page",
    foot: "Cardivex is a fictional medicine. Acme Therapeutics is a fictional company.",
    text: `# Before the first dose
Measure blood pressure sitting and standing. Look at kidney function of the last three months, and go through all other medicines.

Do not start in severe hepatic impairment or during pregnancy.

# Weeks 1 and 2
Start with 5 mg once a day, in the morning. Ask for dizziness when the person stands up; it is the most common side effect, in 1 of 10 people.

# Weeks 3 and 4
Go to 10 mg once a day if systolic pressure standing is 110 mmHg or more. If it is lower, stay at 5 mg and measure again after two weeks.

Pause and call if someone faints.

# Week 4: look again
Measure sitting and standing before every further step. Most people need no step beyond 10 mg. Whoever has had no effect after four weeks at 10 mg should not go on.

# Reduced kidney function
With an eGFR between 30 and 60 the first step takes four weeks instead of two. Below 30 there is not enough experience to advise a dose.`,
  },
} as const satisfies Record<string, DemoDocument>;

export type DocumentName = keyof typeof DOCUMENTS;

/** The PDF of a document: what stands on its page, set for paper. */
export function makeDocument({ title, foot, text }: DemoDocument): Blob {
  const lines: PdfLine[] = readingBlocks(text).map((block) => ({
    text: block.text,
    style: block.kind === "heading" ? "heading" : "text",
  }));
  const page: PdfLine[] = [{ text: title, style: "title" }, ...lines, { text: foot, style: "foot" }];
  return new Blob([makePdf(title, [page])], { type: "application/pdf" });
}
