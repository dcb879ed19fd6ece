import { COUNTED, SEEN, type Story, SUGGESTED, whole } from "./story.ts";

/** Ana's people in Ireland and the United Kingdom. */
export const ANA: readonly Story[] = [
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
