/** @jsxImportSource preact */
import { LangField } from "../rights.tsx";
import { fill } from "../words/speak.ts";
import type { Words } from "../words/words.ts";
import type { ChoicesProps } from "./choices-page.tsx";

/** What has just been done and one press that undoes it. It tells what is so now, whatever the address claims. */
export function DoneLine(props: ChoicesProps & { readonly words: Words }) {
  const { words, base, chosen } = props;
  const done = doneOf(props);
  if (done === undefined) return null;
  return (
    <div class="done">
      <span role="status">{done.text}</span>
      {done.undo !== undefined && (
        <form method="post" action={base}>
          <input type="hidden" name="change" value={done.undo.change} />
          <input type="hidden" name="to" value={done.undo.to} />
          <LangField lang={chosen} />
          <button type="submit" class="text">
            {words.choices.undo}
          </button>
        </form>
      )}
    </div>
  );
}

interface Done {
  readonly text: string;
  readonly undo?: { readonly change: string; readonly to: string };
}

function doneOf(props: ChoicesProps & { readonly words: Words }): Done | undefined {
  const { words, done: change, company } = props;
  const { done, subject } = words.choices;
  if (change === undefined) return undefined;
  // the box below says it and undoes it
  if (change === "stop") return props.stopped ? { text: fill(done.stopped, { company }) } : undefined;
  if (change === "start") return props.stopped ? undefined : { text: done.started };
  if (change === "pause") {
    return props.pausedUntil === undefined
      ? { text: done.resumed }
      : {
          text: fill(done.paused, { date: props.pausedUntil }),
          undo: { change, to: "off" },
        };
  }
  const choice =
    change === "email" || change === "sms"
      ? props.channels.find(({ channel }) => channel === change)
      : (props.uses.find(({ use }) => use === change) ?? { on: false });
  if (choice === undefined) return undefined;
  const startable = "startable" in choice ? choice.startable : true;
  return {
    text: fill(choice.on ? done.on : done.off, { what: subject[change] }),
    ...(choice.on || startable ? { undo: { change, to: choice.on ? "off" : "on" } } : {}),
  };
}
