import type { InboundOutcome, InboundTask } from "../../../../../shared/model/inbound.ts";

interface TaskWords {
  readonly what: string;
  readonly due: string;
  /** Stands in the field; whoever reads for another reason writes it. */
  readonly reason: string;
  readonly choices: readonly { readonly outcome: InboundOutcome; readonly label: string }[];
  readonly done: Readonly<Partial<Record<InboundOutcome, string>>>;
}

/** What is asked of a person, in words. */
export const TASKS: Readonly<Record<InboundTask, TaskWords>> = {
  decide: {
    what: "It may be a withdrawal, so no texts leave for now. Without your decision it is one.",
    due: "Decide by",
    reason: "To decide what was meant",
    choices: [
      { outcome: "withdrawn", label: "They want no more texts" },
      { outcome: "resumed", label: "It was about something else" },
    ],
    done: {
      withdrawn: "Texts are stopped. Only the HCP can permit them again.",
      resumed: "Texts may leave again.",
    },
  },
  read: {
    what: "It says something that only a person can understand.",
    due: "Read by",
    reason: "To see what it says",
    choices: [
      { outcome: "read", label: "Nothing else to do" },
      { outcome: "withdrawn", label: "They want no more texts" },
    ],
    done: {
      read: "Done.",
      withdrawn: "Texts are stopped. Only the HCP can permit them again.",
    },
  },
};
