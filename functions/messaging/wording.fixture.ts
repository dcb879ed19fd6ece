import type { ExperimentId } from "../../shared/model/experiment.ts";
import { type HcpId, MessageId } from "../../shared/model/ids.ts";
import type { TemplateIn, TemplateText, TemplateVersion, WordingWish } from "../../shared/model/template.ts";
import type { EngineTables } from "../../test/engine/tables.ts";
import { transact } from "../runtime/transaction.ts";
import { templateVersionPart } from "../templates/store.ts";
import { approvedOf } from "../templates/template.fixture.ts";
import { makeCompose } from "./compose.ts";
import { makeWorld } from "./world.fixture.ts";

/** A world whose rep writes with templates. */
export function makeWordingWorld(engine: EngineTables) {
  const world = makeWorld(engine);
  const context = () => ({ now: world.clock.now, requestId: "r", headers: {}, cookies: [] });
  const composeMessage = makeCompose(world.deps);
  async function addTemplate(text: TemplateText): Promise<TemplateIn<"approved">> {
    const template = approvedOf(text, { rev: 1 });
    await transact(engine.tables, [templateVersionPart(world.deps.recordsTable, template)]);
    return template;
  }
  return {
    ...world,
    context,
    addTemplate,
    /** Writes a template again, as somebody would who withdrew or replaced it; `rev` is one higher. */
    replaceTemplate: (version: TemplateVersion) =>
      transact(engine.tables, [templateVersionPart(world.deps.recordsTable, version)]),
    compose: async (
      hcpId: HcpId,
      channel: "sms" | "email",
      wording: WordingWish,
      more: {
        readonly notBefore?: string;
        readonly idempotencyKey?: string;
        readonly experimentId?: ExperimentId;
      } = {},
    ) => {
      const order = await composeMessage({
        params: undefined,
        query: undefined,
        body: { hcpId, channel, recallable: false, wording, ...more },
        caller: world.rep,
        context: context(),
      });
      return MessageId.parse(order.messageId);
    },
  };
}
