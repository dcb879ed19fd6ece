import * as fc from "fast-check";
import { Channel } from "../../shared/model/channel.ts";

const channel = fc.constantFrom(...Channel.options);
const said = fc.record({
  act: fc.constantFrom(
    "grant" as const,
    "withdraw" as const,
    "expire" as const,
    "doi_requested" as const,
    "doi_confirmed" as const,
  ),
  channel: fc.option(channel, { nil: undefined }),
  actor: fc.constantFrom("hcp" as const, "rep" as const, "import" as const, "system" as const),
  days: fc.constantFrom(1, 30, 700),
  to: fc.constantFrom("address" as const, "person" as const, "product" as const),
});
const refused = fc.constantFrom(true, false, false, false);
const pureAct = fc.oneof(
  { weight: 8, arbitrary: fc.record({ act: fc.constant("ask" as const), channel, refused }) },
  { weight: 1, arbitrary: said },
  {
    weight: 8,
    arbitrary: fc.record({ act: fc.constant("pass" as const), hours: fc.constantFrom(1, 24, 72, 120) }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant("visit" as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constantFrom("stop_by_another" as const, "suppress" as const),
      channel,
    }),
  },
);
/** One thing that happens between the decisions. */
export type PureAct = typeof pureAct extends fc.Arbitrary<infer One> ? One : never;

/** Any story of one person, with nothing between the decisions. At first somebody says that the person agreed. */
export const pureStory = fc
  .tuple(
    fc.record({ said, by: fc.constantFrom("hcp" as const, "rep" as const) }),
    fc.array(pureAct, { minLength: 4, maxLength: 60, size: "max" }),
  )
  .map(([first, acts]): readonly PureAct[] => [
    { ...first.said, act: "grant", actor: first.by, channel: undefined, to: "person", days: 700 },
    ...acts,
  ]);
