import type { DataUse } from "../../shared/model/consent.ts";
import type { PaperName, PieceName } from "./pieces.ts";

/** A day of the week, 0 to 4, and a time in UTC. */
export type Moment = readonly [day: number, time: string];

/** What somebody watched of a piece: spans in seconds, in the order in which they were played. */
export interface Watched {
  readonly piece: PieceName;
  readonly spans: readonly (readonly [from: number, to: number])[];
}

/** How long somebody read the page of a document, in seconds, and how often they opened its PDF. */
export interface Read {
  readonly paper: PaperName;
  readonly seconds: number;
  readonly opened: number;
}

export interface Visit {
  readonly at: Moment;
  readonly watched: readonly Watched[];
  readonly read?: readonly Read[];
  /** A question asked at the end of it, which waits for its answer. */
  readonly asks?: { readonly topic: "talks" | "medicine"; readonly text: string };
}

/** What happens with one HCP of `hcps.csv`. Who has no story is only known by name. */
export interface Story {
  readonly id: string;
  /** How sending was permitted: confirmed by the HCP's own press, on paper, asked and not answered, or never. */
  readonly consent: "confirmed" | "paper" | "asked" | "none";
  readonly texts?: true;
  /** What the HCP permits to be done with what is watched. */
  readonly uses?: readonly Exclude<DataUse, "send" | "track_opens">[];
  readonly page?: readonly (PieceName | PaperName)[];
  readonly invited?: { readonly at: Moment; readonly channel?: "sms" };
  /** How often a scanner in front of the mailbox fetched the link, right after it came. */
  readonly scanned?: number;
  readonly visits?: readonly Visit[];
  /** Pressed "stop" in the mail. */
  readonly stopped?: Moment;
}

const SEEN = ["track_individual", "share_with_rep"] as const;
const SUGGESTED = [...SEEN, "profile"] as const;
const COUNTED = ["track_individual"] as const;
const whole = (piece: PieceName, seconds: number): Watched => ({ piece, spans: [[0, seconds]] });

/** Ana's people in Ireland and the United Kingdom. */
const ANA: readonly Story[] = [
  {
    id: "ACM-0001",
    consent: "confirmed",
    uses: SUGGESTED,
    page: ["startIe", "studyIe", "stepsIe"],
    invited: { at: [0, "09:20"] },
    visits: [
      // the dose steps again and again
      {
        at: [0, "19:40"],
        watched: [
          {
            piece: "startIe",
            spans: [
              [0, 22],
              [14, 22],
              [15, 21.5],
              [22, 38],
            ],
          },
        ],
      },
      {
        at: [2, "20:15"],
        watched: [
          { piece: "startIe", spans: [[13.5, 22]] },
          { piece: "studyIe", spans: [[0, 24]] },
        ],
      },
      // often enough for a picture of the hours
      { at: [1, "20:30"], watched: [{ piece: "studyIe", spans: [[0, 9]] }] },
      {
        at: [3, "12:40"],
        watched: [{ piece: "studyIe", spans: [[15, 29]] }],
        read: [{ paper: "stepsIe", seconds: 80, opened: 1 }],
      },
      { at: [4, "20:05"], watched: [{ piece: "startIe", spans: [[14, 30]] }] },
    ],
  },
  {
    id: "ACM-0002",
    consent: "confirmed",
    uses: SEEN,
    page: ["studyIe", "startIe"],
    invited: { at: [1, "10:05"] },
    scanned: 3,
    visits: [
      {
        at: [1, "12:10"],
        watched: [
          {
            piece: "studyIe",
            spans: [
              [0, 15],
              [15, 23],
              [16, 23],
              [23, 36],
            ],
          },
        ],
      },
    ],
  },
  {
    id: "ACM-0003",
    consent: "confirmed",
    uses: COUNTED,
    page: ["startIe"],
    invited: { at: [0, "10:40"] },
    visits: [{ at: [1, "07:50"], watched: [whole("startIe", 38)] }],
  },
  {
    id: "ACM-0004",
    consent: "confirmed",
    page: ["startIe"],
    invited: { at: [2, "09:15"] },
    scanned: 2,
    visits: [{ at: [2, "21:30"], watched: [{ piece: "startIe", spans: [[0, 11]] }] }],
  },
  { id: "ACM-0005", consent: "none", page: ["startIe"], invited: { at: [2, "11:00"] } },
  {
    id: "ACM-0006",
    consent: "confirmed",
    uses: SEEN,
    page: ["startIe", "studyIe", "stepsIe"],
    invited: { at: [1, "14:20"] },
    visits: [
      {
        at: [3, "12:25"],
        watched: [
          {
            piece: "startIe",
            spans: [
              [0, 14],
              [29, 38],
              [30, 38],
            ],
          },
        ],
      },
    ],
  },
  {
    id: "ACM-0007",
    consent: "confirmed",
    uses: SEEN,
    page: ["startIe"],
    invited: { at: [3, "09:45"] },
    scanned: 5,
  },
  { id: "ACM-0008", consent: "asked" },
  { id: "ACM-0009", consent: "confirmed", page: ["startIe"] },
  {
    id: "ACM-0010",
    consent: "confirmed",
    uses: SEEN,
    page: ["studyIe"],
    invited: { at: [3, "13:10"] },
    visits: [
      {
        at: [3, "18:55"],
        watched: [whole("studyIe", 36)],
        asks: {
          topic: "medicine",
          text: "What is known about people over eighty who take a diuretic already?",
        },
      },
    ],
  },
  { id: "ACM-0011", consent: "confirmed", uses: COUNTED, page: ["startIe"] },
  { id: "ACM-0012", consent: "confirmed", uses: SEEN, page: ["startIe"] },
  {
    id: "ACM-0013",
    consent: "paper",
    uses: SEEN,
    page: ["startGb", "studyGb", "stepsGb"],
    invited: { at: [0, "11:30"] },
    visits: [
      { at: [0, "12:45"], watched: [{ piece: "startGb", spans: [[0, 30]] }] },
      {
        at: [3, "20:50"],
        watched: [
          {
            piece: "startGb",
            spans: [
              [21.5, 29.5],
              [22, 29.5],
            ],
          },
        ],
        read: [{ paper: "stepsGb", seconds: 45, opened: 0 }],
      },
    ],
  },
  { id: "ACM-0014", consent: "paper", page: ["startGb"], invited: { at: [4, "10:15"] }, scanned: 1 },
  {
    id: "ACM-0015",
    consent: "paper",
    uses: SEEN,
    page: ["studyGb", "startGb"],
    invited: { at: [2, "14:05"] },
    visits: [
      {
        at: [4, "07:35"],
        watched: [whole("studyGb", 36), { piece: "startGb", spans: [[0, 20]] }],
        asks: {
          topic: "talks",
          text: "Could we meet on Thursday after two? My mornings are full this month.",
        },
      },
    ],
  },
  {
    id: "ACM-0016",
    consent: "paper",
    uses: COUNTED,
    page: ["startGb"],
    invited: { at: [1, "11:25"] },
    visits: [{ at: [1, "22:05"], watched: [{ piece: "startGb", spans: [[0, 18]] }] }],
    stopped: [2, "07:30"],
  },
  { id: "ACM-0017", consent: "paper", page: ["startGb"] },
  { id: "ACM-0018", consent: "paper", uses: SEEN, page: ["startGb"] },
  { id: "ACM-0019", consent: "paper", uses: SEEN, page: ["studyGb", "startGb"] },
  // an address that bounces
  { id: "ACM-0020", consent: "paper", page: ["startGb"], invited: { at: [1, "09:35"] } },
];

/** Ben's people in Germany and France. */
const BEN: readonly Story[] = [
  {
    id: "ACM-0021",
    consent: "confirmed",
    uses: SEEN,
    page: ["startDe"],
    invited: { at: [0, "09:10"] },
    visits: [
      {
        at: [0, "17:45"],
        watched: [
          {
            piece: "startDe",
            spans: [
              [0, 30],
              [22, 30],
              [30, 38],
            ],
          },
        ],
      },
      {
        at: [1, "18:20"],
        watched: [
          {
            piece: "startDe",
            spans: [
              [22, 30],
              [22.5, 29],
            ],
          },
        ],
      },
    ],
  },
  {
    id: "ACM-0022",
    consent: "confirmed",
    uses: COUNTED,
    page: ["startDe"],
    invited: { at: [1, "08:40"] },
    scanned: 4,
    visits: [{ at: [1, "11:50"], watched: [whole("startDe", 38)] }],
  },
  {
    id: "ACM-0023",
    consent: "confirmed",
    uses: SEEN,
    page: ["startDe"],
    invited: { at: [2, "10:30"] },
    visits: [
      {
        at: [2, "19:10"],
        watched: [
          {
            piece: "startDe",
            spans: [
              [0, 22],
              [14, 22],
            ],
          },
        ],
      },
    ],
  },
  { id: "ACM-0024", consent: "confirmed", page: ["startDe"], invited: { at: [3, "08:50"] } },
  { id: "ACM-0025", consent: "asked" },
  {
    id: "ACM-0027",
    consent: "confirmed",
    uses: SEEN,
    page: ["startDe"],
    invited: { at: [3, "14:30"] },
    visits: [
      {
        at: [4, "06:40"],
        watched: [
          {
            piece: "startDe",
            spans: [
              [0, 14],
              [7, 14],
            ],
          },
        ],
      },
    ],
  },
  { id: "ACM-0028", consent: "confirmed", uses: SEEN, page: ["startDe"] },
  {
    id: "ACM-0032",
    consent: "confirmed",
    uses: SEEN,
    texts: true,
    page: ["startFr"],
    invited: { at: [1, "13:15"], channel: "sms" },
    visits: [
      {
        at: [1, "17:30"],
        watched: [
          {
            piece: "startFr",
            spans: [
              [0, 22],
              [14.5, 22],
            ],
          },
        ],
      },
    ],
  },
  {
    id: "ACM-0033",
    consent: "confirmed",
    page: ["startFr"],
    invited: { at: [2, "13:40"] },
    scanned: 2,
    visits: [{ at: [3, "11:15"], watched: [{ piece: "startFr", spans: [[0, 9]] }] }],
  },
  { id: "ACM-0034", consent: "confirmed", uses: COUNTED, page: ["startFr"], invited: { at: [4, "09:05"] } },
  { id: "ACM-0036", consent: "none" },
  { id: "ACM-0039", consent: "confirmed", uses: SEEN, page: ["startFr"] },
];

export const STORIES: readonly Story[] = [...ANA, ...BEN];

/** Left on the last evening, after office hours: it waits for the next opening. */
export const AFTER_HOURS = { id: "ACM-0018", at: [4, "19:20"] } as const;
/** Meant for the next working day, at this time. */
export const SCHEDULED = { id: "ACM-0028", at: [4, "15:10"], time: "13:00" } as const;
