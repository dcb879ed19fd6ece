import { COUNTED, SEEN, type Story, whole } from "./story.ts";

/** Ben's people in Germany and France. */
export const BEN: readonly Story[] = [
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
    replied: { at: [2, "09:40"], text: "Merci. Passez plutôt jeudi après 17 h, je serai au cabinet." },
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
