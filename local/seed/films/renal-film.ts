import type { Film } from "./film.ts";

/** The film that waits for its review. Medicine, numbers and advice are made up. */
export const RENAL_EN = {
  name: "renal-en",
  lines: 540,
  foot: "Cardivex is a fictional medicine",
  scenes: [
    {
      seconds: 6,
      scene: {
        kind: "title",
        title: "Reduced\nkidney\nfunction",
        under: "Cardivex: start low, look early",
        picture: "beat",
      },
    },
    {
      seconds: 7,
      scene: {
        kind: "checks",
        title: "Before you start",
        rows: ["Kidney function in the last 4 weeks", "Potassium", "Other medicines looked through"],
      },
    },
    {
      seconds: 8,
      scene: {
        kind: "steps",
        title: "Smaller dose steps",
        steps: [
          ["Week 1", "2.5 mg", 48],
          ["Week 2", "2.5 mg", 48],
          ["Week 3", "5 mg", 96],
          ["Week 4", "10 mg", 192],
        ],
      },
    },
    {
      seconds: 7,
      scene: {
        kind: "limits",
        title: "What is not known",
        rows: ["Nobody on dialysis was studied", "Few people over 80", "Nothing beyond twelve weeks"],
      },
    },
    {
      seconds: 6,
      scene: {
        kind: "safety",
        title: "Important safety information",
        rows: [
          "Not in severe hepatic impairment",
          "Most common: dizziness, 1 in 10 people",
          "Report every side effect",
        ],
      },
    },
  ],
} as const satisfies Film;
