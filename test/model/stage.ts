import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { makePhones } from "../../functions/inbound/inbound.fixture.ts";
import type { MessageSender, SendOutcome } from "../../functions/messaging/message-sender.ts";
import { demoProfiles } from "../../functions/runtime/profiles.fixture.ts";
import type { Profiles } from "../../functions/runtime/profiles.ts";
import type { Tables } from "../../functions/runtime/tables.ts";
import type { ContactCaps } from "../../shared/model/country-profile.ts";
import type { VersionId } from "../../shared/model/ids.ts";
import { Message } from "../../shared/model/message.ts";
import type { Caller } from "../../shared/model/roles.ts";
import { type EngineTables, startTables } from "../engine/tables.ts";
import type { Answer } from "./acts.ts";
import { answerWith, type Bug, commandWith, handedOffIn, senderWith } from "./planted-bugs.ts";
import { Truth } from "./truth.ts";
import { Turns } from "./turns.ts";

/** Caps that a story of a few messages meets. Pages stay the same, so that nothing but the caps holds a message back. */
export const CAPS: ContactCaps = {
  sms: [
    { count: 1, days: 1 },
    { count: 2, days: 5 },
  ],
  email: [
    { count: 1, days: 1 },
    { count: 2, days: 5 },
  ],
  all: [{ count: 2, days: 3 }],
  sameChannelGapHours: 0,
  anyChannelGapHours: 0,
  sameVersionDays: 0,
  sameClaimsDays: 0,
  secondChannelBusinessDays: 5,
  rests: [],
};

const profiles: Profiles = (country, now) => {
  const state = demoProfiles(country, now);
  return state.inForce ? { ...state, profile: { ...state.profile, caps: CAPS } } : state;
};

/** The product's stores and handlers on a real table engine, with turns at every call to tables and provider. */
export interface Stage {
  readonly phones: ReturnType<typeof makePhones>;
  readonly profiles: Profiles;
  readonly sender: MessageSender;
  readonly turns: Turns;
  readonly reps: readonly Caller[];
  readonly versionId: VersionId;
  /** Begins to watch a new story. */
  watch(answers: readonly Answer[]): Truth;
  /** A number that no other story has. */
  next(): number;
  close(): Promise<void>;
}

/** Opens a stage for any number of stories. @param bug what is wrong with the product @default nothing */
export async function openStage(bug?: Bug): Promise<Stage> {
  const engine = await startTables({ streams: false });
  const { random } = Math;
  // who backs off comes again at once: the turns decide who is first
  Math.random = () => 0;
  const turns = new Turns();
  let truth = newTruth(engine);
  let answers: Answer[] = [];
  let number = 0;
  const tables = between(engine.tables, turns, bug, () => truth);
  const phones = makePhones({ ...engine, tables });
  phones.deps.log.setLogLevel("SILENT");
  const reps = [phones.person("rep"), phones.person("rep")];
  for (const rep of reps) await phones.align(rep);
  const provider: MessageSender = {
    send: (message) =>
      turns.wait(async () => {
        truth.asked(message);
        const answer = answers.shift() ?? "accept";
        truth.answered(message, BECAME[answer]);
        return outcomeOf(answer, message);
      }),
  };
  return {
    phones,
    profiles,
    turns,
    reps,
    sender: senderWith(bug, provider),
    versionId: await phones.addVersion(),
    next: () => ++number,
    watch(given) {
      answers = [...given];
      truth = newTruth(engine);
      return truth;
    },
    async close() {
      Math.random = random;
      await engine.close();
    },
  };
}

const newTruth = (engine: EngineTables) =>
  new Truth(engine, { company: "Acme Therapeutics", product: "Cardiolex", caps: CAPS });

const BECAME = {
  accept: "accepted",
  accept_and_lose: "accepted",
  lose: "lost",
  busy: "refused",
  refuse: "refused",
} as const;

function outcomeOf(
  answer: Answer,
  { messageId, attempt }: { readonly messageId: string; readonly attempt: number },
): SendOutcome {
  switch (answer) {
    case "accept":
      return { kind: "accepted", providerMessageId: `p-${messageId}-${attempt}` };
    case "accept_and_lose":
    case "lose":
      return { kind: "unknown", cause: "TimeoutError" };
    case "busy":
      return { kind: "refused", code: "TooManyRequestsException", permanent: false };
    case "refuse":
      return { kind: "refused", code: "MessageRejected", permanent: true };
  }
}

/** The tables as the product sees them: each call waits for its turn, and a hand-off is looked at when it is committed. */
function between(real: Tables, turns: Turns, bug: Bug | undefined, truth: () => Truth): Tables {
  const send = real.send.bind(real) as (command: unknown) => Promise<unknown>;
  const inTurn = (command: unknown) => {
    const writes = command instanceof TransactWriteCommand;
    return turns.wait(
      async () => {
        const answer = answerWith(bug, command, await send(commandWith(bug, command)));
        const message = writes ? handedOffIn(command) : undefined;
        const left = message === undefined ? undefined : Message.parse(message);
        if (left !== undefined && "handOff" in left) await truth().handedOff(left);
        return answer;
      },
      writes ? conflict : undefined,
    );
  };
  return Object.create(real, { send: { value: inTurn } });
}

function conflict(): Error {
  return new TransactionCanceledException({
    message: "another transaction is running",
    $metadata: {},
    CancellationReasons: [{ Code: "TransactionConflict" }],
  });
}
