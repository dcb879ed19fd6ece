import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MessageId, UserId } from "../../shared/model/ids.ts";
import { DAY, instantText } from "../../shared/model/time.ts";
import { type EngineTables, startTables } from "../../test/engine/tables.ts";
import { newId } from "../runtime/ids.ts";
import { mayTypePart } from "./conditions.ts";
import { compliance, context, makeDesk, none, refusal } from "./desk.fixture.ts";
import { NOW } from "./template.fixture.ts";
import { typingRightPart } from "./typing-right.ts";

let engine: EngineTables;
let desk: ReturnType<typeof makeDesk>;
beforeAll(async () => {
  engine = await startTables();
  desk = makeDesk(engine);
});
afterAll(() => engine.close());

describe("a rep's right to type", () => {
  it("is listed while it is suspended and comes back with a reason (MLR-16)", async () => {
    const userId = UserId.parse("u-typist");
    const messageId = MessageId.parse(newId("msg", NOW));
    const mayType = mayTypePart(engine.names.records, userId);
    expect(await desk.committed(mayType)).toBe("committed");
    const by = { userId: compliance.userId, name: compliance.name };
    const right = {
      userId,
      name: "Ana Ruiz",
      state: "suspended" as const,
      messageId,
      at: instantText(NOW),
      by,
      rev: 1,
    };
    await desk.committed(typingRightPart(engine.names.records, right));
    expect(await desk.committed(mayType)).toBe("refused");
    const listed = async () =>
      (await desk.templates.listSuspended({ ...none, caller: compliance, context: context() })).items;
    expect(await listed()).toMatchObject([{ userId, name: "Ana Ruiz", messageId }]);
    const restore = () =>
      desk.templates.restoreTyping({
        ...none,
        params: { userId },
        body: { reason: "Trained again." },
        caller: compliance,
        context: context(NOW + DAY),
      });
    expect(await restore()).toMatchObject({ state: "restored" });
    expect([await desk.committed(mayType), await listed()]).toEqual(["committed", []]);
    expect(await refusal(Promise.resolve(restore()))).toBe("wrong_state");
  });
});
