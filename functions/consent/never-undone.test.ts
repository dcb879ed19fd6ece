import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Channel } from "../../shared/model/channel.ts";
import { addressHashOf, type Hcp } from "../../shared/model/hcp.ts";
import { Sha256 } from "../../shared/model/ids.ts";
import { DAY, instantText } from "../../shared/model/time.ts";
import { type EngineTables, startTables } from "../../test/engine/tables.ts";
import { findHcp } from "../directory/facts.ts";
import { makeWorld } from "../messaging/world.fixture.ts";
import { transactFresh } from "../runtime/transaction.ts";
import { makeConsentApi } from "./api.ts";
import { appendConsent } from "./append.ts";
import { importedConsentParts } from "./conditions.ts";
import { consentHead } from "./facts.ts";

let engine: EngineTables;
let world: ReturnType<typeof makeWorld>;
beforeAll(async () => {
  engine = await startTables();
  world = makeWorld(engine);
  await world.align(world.rep);
});
afterAll(() => engine.close());

/** What others than the HCP can do to a log: reps in two ways, the office, an import, a sync, the clock. */
const act = fc.constantFrom("record", "capture", "ask", "office", "import", "sync", "expire", "day");
type Act = typeof act extends fc.Arbitrary<infer Kind> ? Kind : never;
const ENDPOINT = { query: undefined, caller: undefined as never };

async function perform(what: Act, hcp: Hcp, channel: Channel): Promise<void> {
  const { deps, rep, clock } = world;
  const api = makeConsentApi(deps);
  const context = { now: clock.now, requestId: "r", headers: {}, cookies: [] };
  const call = <Body>(body: Body, caller = rep) => ({
    ...ENDPOINT,
    params: { hcpId: hcp.hcpId },
    body,
    caller,
    context,
  });
  const textVersion = `in-person.${channel}.en.1`;
  const evidence = { method: "paper", textVersion, reference: "F-1" } as const;
  const grant = {
    action: "grant",
    everything: false,
    channel,
    dataUse: "send",
    months: 24,
    evidence,
  } as const;
  switch (what) {
    case "record":
    case "office":
      await api.recordConsent(
        call({ ...grant, doubleOptIn: false }, what === "office" ? world.person("admin") : rep),
      );
      return;
    case "ask":
      if (channel === "email") await api.recordConsent(call({ ...grant, doubleOptIn: true }));
      return;
    case "capture": {
      const { asks } = await api.readConsent(call(undefined));
      const ask = asks.find((one) => one.textVersion === textVersion);
      const texts = [{ textVersion, textSha256: Sha256.parse(ask?.textSha256) }];
      await api.captureConsent(call({ method: "paper", reference: "F-2", texts }));
      return;
    }
    case "import": {
      const by = { type: "user", id: rep.userId, role: "admin" } as const;
      const day = instantText(clock.now - DAY).slice(0, 10);
      const claimed = { channel, day, textVersion, reference: "list 3" };
      await transactFresh(deps.tables, async () => {
        const found = await findHcp(deps, hcp.hcpId);
        if (found === undefined) throw new Error("the person is there");
        const decided = await importedConsentParts(deps, found, claimed, by, clock.now);
        return decided.kind === "grant" ? decided.parts : [];
      }).catch(ignoreNothingToWrite);
      return;
    }
    case "sync":
    case "expire": {
      const addressHash = addressHashOf(hcp, channel);
      const scope = { channel, addressHash, purpose: "promo", dataUse: "send" } as const;
      const proof = { textVersion: "crm.1", method: "import", reference: "crm 9" } as const;
      const action = what === "sync" ? "grant" : "expire";
      const entry = {
        action,
        actor: "system",
        scope,
        evidence: proof,
        expiresAt: instantText(clock.now + 90 * DAY),
      } as const;
      await appendConsent(deps, hcp.hcpId, { type: "system", id: "crm" }, () => entry, clock.now);
      return;
    }
    case "day":
      clock.now += DAY;
  }
}

/** A transaction of nothing is refused by the engine; it means that the import had nothing to add. */
function ignoreNothingToWrite(error: unknown): void {
  if (!(error instanceof Error && error.name === "ValidationException")) throw error;
}

/** What is refused changed nothing, which is fine here. */
async function tryTo(what: Act, hcp: Hcp, channel: Channel): Promise<void> {
  try {
    await perform(what, hcp, channel);
  } catch (error) {
    if (!(error instanceof Error && error.name === "AppError")) throw error;
  }
}

it("INV-5: what the HCP withdrew, no rep, import or sync ever gives back, over the real stores", async () => {
  const acts = fc.array(act, { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(acts, acts, fc.constantFrom(...Channel.options), async (before, after, channel) => {
      const hcp = await world.addHcp();
      const covered = async () => {
        const head = await consentHead(world.deps, hcp.hcpId);
        const addressHash = addressHashOf(hcp, channel);
        const query = {
          channel,
          addressHash,
          purpose: "promo",
          dataUse: "send",
          now: world.clock.now,
        } as const;
        return head.covers(query).covered;
      };
      for (const what of before) await tryTo(what, hcp, channel);
      await world.consent(hcp, channel, "withdraw", "hcp");
      for (const what of after) {
        await tryTo(what, hcp, channel);
        expect([what, await covered()]).toEqual([what, false]);
      }
      // the own act ends it
      await world.consent(hcp, channel, "grant", "hcp");
      expect(await covered()).toBe(true);
    }),
    { numRuns: 25 },
  );
}, 120_000);
