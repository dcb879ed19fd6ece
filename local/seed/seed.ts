import type { Instant } from "../../shared/model/time.ts";
import type { DemoUser } from "../services/cognito/pool-users.ts";
import type { Inbox } from "../services/messaging/inbox.ts";
import { callers, forEach } from "./callers.ts";
import { bringPeopleIn, publishPieces } from "./company.ts";
import { HcpBrowser } from "./hcp-browser.ts";
import { outreachOf } from "./outreach.ts";
import {
  type Act,
  agree,
  arrange,
  ask,
  compose,
  invite,
  lengthOf,
  reply,
  type Stage,
  scan,
  stop,
  visit,
  watch,
} from "./play.ts";
import { AFTER_HOURS, SCHEDULED, STORIES } from "./stories.ts";
import type { Moment } from "./story.ts";
import { at, type Week } from "./week.ts";
import { publishWordings } from "./wordings.ts";

export interface SeedDeps {
  /** Origins of the two sites. */
  readonly app: string;
  readonly hcp: string;
  readonly tokenOf: (user: DemoUser) => Promise<string>;
  readonly inbox: Pick<Inbox, "list">;
  readonly week: Week;
  /** Moves business time forward, once everything is quiet. */
  readonly moveClock: (to: Instant) => Promise<void>;
  /** Business time at which the week is over and people look at it. */
  readonly now: Instant;
}

/**
 * Loads the demo data through the same endpoints, pages and jobs that people use, while business time goes through two
 * weeks. Nothing is written past them, so demo data cannot be in a state that the product would refuse, and its audit
 * chains verify.
 */
export async function seed(deps: SeedDeps): Promise<void> {
  const { week } = deps;
  const as = callers(deps);
  const when = ([day, time]: Moment) => at(week.days[day] ?? week.prepared, time);
  const [people, versions] = await Promise.all([bringPeopleIn(as), publishPieces(as, when([2, "16:00"]))]);
  // after the pieces: their names are what no template may hold
  const words = await publishWordings(as);
  const stage: Stage = { as, people, versions, app: deps.app, hcp: deps.hcp, inbox: deps.inbox };
  await forEach(STORIES, async (story) => {
    await agree(stage, story);
    await arrange(stage, story);
  });
  await play(deps, [...actsOf(stage, when, deps), ...outreachOf(stage, words, when)]);
}

function actsOf(stage: Stage, when: (moment: Moment) => Instant, { week, now }: SeedDeps): Act[] {
  const scheduledFor = new Date(at(week.next, SCHEDULED.time)).toISOString();
  return [
    ...STORIES.flatMap((story): Act[] => [
      ...(story.invited === undefined
        ? []
        : [{ at: when(story.invited.at), act: () => invite(stage, story).then(() => scan(stage, story)) }]),
      ...(story.visits ?? []).flatMap((one): Act[] => {
        const browser = new HcpBrowser(stage.hcp);
        return [
          { at: when(one.at), act: () => visit(stage, story, browser) },
          {
            at: when(one.at) + lengthOf(one),
            act: () => watch(stage, one, browser).then(() => ask(stage, one, browser)),
          },
        ];
      }),
      ...(story.replied === undefined
        ? []
        : [{ at: when(story.replied.at), act: () => reply(stage, story) }]),
      ...(story.stopped === undefined ? [] : [{ at: when(story.stopped), act: () => stop(stage, story) }]),
    ]),
    // waits for the practice to open; once that is over, nobody would wait
    ...(now < week.opens
      ? [{ at: when(AFTER_HOURS.at), act: () => compose(stage, AFTER_HOURS.id, { channel: "email" }) }]
      : []),
    {
      at: when(SCHEDULED.at),
      act: () => compose(stage, SCHEDULED.id, { channel: "email", notBefore: scheduledFor }),
    },
  ];
}

async function play({ moveClock }: SeedDeps, acts: readonly Act[]): Promise<void> {
  for (const instant of [...new Set(acts.map((act) => act.at))].sort((a, b) => a - b)) {
    await moveClock(instant);
    await forEach(
      acts.filter((act) => act.at === instant),
      ({ act }) => act(),
    );
  }
}
