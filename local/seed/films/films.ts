import type { Film } from "./film.ts";
import { RENAL_EN } from "./renal-film.ts";

/** The films of the demo company. Medicine, numbers and study are made up. */
export const FILMS = {
  startEn: start("start-en", 720, {
    foot: "Cardivex is a fictional medicine",
    title: ["The first\nfour weeks", "Cardivex: how to start"],
    before: [
      "Before you start",
      "Blood pressure, sitting and standing",
      "Kidney function in the last 3 months",
      "Other medicines looked through",
    ],
    steps: ["Dose steps", "Week"],
    week4: ["Week 4: look again", "Systolic pressure, mean of 204 people", "on Cardivex", "before"],
    safety: [
      "Important safety information",
      "Not in severe hepatic impairment",
      "Most common: dizziness, 1 in 10 people",
      "Pause and call if someone faints",
      "Report every side effect",
    ],
  }),
  startDe: start("start-de", 540, {
    foot: "Cardivex ist ein erfundenes Arzneimittel",
    title: ["Die ersten\nvier Wochen", "Cardivex: der Einstieg"],
    before: [
      "Vor dem Beginn",
      "Blutdruck im Sitzen und Stehen",
      "Nierenwerte der letzten 3 Monate",
      "Andere Arzneimittel durchgesehen",
    ],
    steps: ["Dosisschritte", "Woche"],
    week4: ["Woche 4: erneut messen", "Systolischer Druck, Mittel von 204 Personen", "Cardivex", "vorher"],
    safety: [
      "Wichtige Sicherheitshinweise",
      "Nicht bei schwerer Leberinsuffizienz",
      "Am häufigsten: Schwindel, 1 von 10",
      "Bei Ohnmacht pausieren und anrufen",
      "Jede Nebenwirkung melden",
    ],
  }),
  startFr: start("start-fr", 540, {
    foot: "Cardivex est un médicament fictif",
    title: ["Les quatre\npremières\nsemaines", "Cardivex : bien commencer"],
    before: [
      "Avant de commencer",
      "Tension assis et debout",
      "Fonction rénale de moins de 3 mois",
      "Autres médicaments passés en revue",
    ],
    steps: ["Paliers de dose", "Semaine"],
    week4: ["Semaine 4 : revoir", "Pression systolique, moyenne de 204 personnes", "Cardivex", "avant"],
    safety: [
      "Informations de sécurité",
      "Pas en cas d’insuffisance hépatique sévère",
      "Le plus fréquent : vertiges, 1 sur 10",
      "En cas de syncope, arrêter et appeler",
      "Signaler tout effet indésirable",
    ],
  }),
  studyEn: {
    name: "study-en",
    lines: 540,
    foot: "Cardivex and its study are fictional",
    scenes: [
      {
        seconds: 7,
        scene: {
          kind: "title",
          title: "How the study\nwas done",
          under: "Ten pages of report, in half a minute",
          picture: "groups",
        },
      },
      {
        seconds: 8,
        scene: {
          kind: "people",
          title: "204 people, two groups",
          groups: ["102 on Cardivex", "102 on usual care"],
        },
      },
      {
        seconds: 8,
        scene: {
          kind: "curve",
          title: "Twelve weeks",
          under: "Systolic pressure, mean of each group",
          lines: [
            ["Cardivex", [300, 262, 214, 168, 140, 132]],
            ["usual care", [296, 284, 268, 250, 246, 240]],
          ],
        },
      },
      {
        seconds: 7,
        scene: {
          kind: "limits",
          title: "What it does not tell",
          rows: ["Nothing beyond twelve weeks", "Few people over 80", "No comparison with other medicines"],
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
  },
  renalEn: RENAL_EN,
} as const satisfies Record<string, Film>;

export type FilmName = keyof typeof FILMS;

type Three = readonly [string, string, string];

function start(
  name: string,
  lines: Film["lines"],
  said: {
    readonly foot: string;
    readonly title: readonly [string, string];
    readonly before: readonly [string, ...Three];
    readonly steps: readonly [title: string, week: string];
    readonly week4: readonly [string, string, string, string];
    readonly safety: readonly [string, ...string[]];
  },
): Film {
  const [beforeTitle, ...checks] = said.before;
  const [stepsTitle, week] = said.steps;
  const [weekTitle, under, during, earlier] = said.week4;
  const [safetyTitle, ...rows] = said.safety;
  return {
    name,
    lines,
    foot: said.foot,
    scenes: [
      { seconds: 7, scene: { kind: "title", title: said.title[0], under: said.title[1], picture: "beat" } },
      { seconds: 7, scene: { kind: "checks", title: beforeTitle, rows: checks } },
      {
        seconds: 8,
        scene: {
          kind: "steps",
          title: stepsTitle,
          steps: [
            [`${week} 1`, "5 mg", 96],
            [`${week} 2`, "5 mg", 96],
            [`${week} 3`, "10 mg", 192],
            [`${week} 4`, "20 mg", 300],
          ],
        },
      },
      {
        seconds: 8,
        scene: {
          kind: "curve",
          title: weekTitle,
          under,
          lines: [
            [during, [310, 286, 236, 176, 142]],
            [earlier, [310, 316, 306, 312, 308]],
          ],
        },
      },
      { seconds: 8, scene: { kind: "safety", title: safetyTitle, rows } },
    ],
  };
}
