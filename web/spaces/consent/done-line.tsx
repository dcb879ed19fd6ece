/** @jsxImportSource preact */
import type { ChoiceChange } from "../../../shared/contracts/consent.ts";
import type { ViewingWish } from "../../../shared/model/preference.ts";
import type { ChoiceWords } from "../words/choices/choice-words.ts";
import { fill } from "../words/speak.ts";
import { ChoiceForm, type FormPlace } from "./choice-form.tsx";
import { type Subject, subjectTitles } from "./subject-titles.ts";

/** What the person has just changed, by what the log says, and the fields of the form that takes it back. */
export interface Done {
  readonly change: ChoiceChange;
  /** Of a switch: what it is about, a topic by its name, and how it stands now. */
  readonly turned?: { readonly what: Subject | { readonly product: string }; readonly on: boolean };
  /** What was wished for a piece, or for all of them. */
  readonly wish?: ViewingWish;
  /** Absent where there is no way back, or the page has a larger button for it. */
  readonly undo?: Readonly<Record<string, string>>;
}

export interface DoneProps {
  readonly done?: Done | undefined;
  readonly company: string;
  readonly pausedUntil: string | undefined;
}

/** What has just been done and one press that undoes it. */
export function DoneLine(props: DoneProps & FormPlace & { readonly words: ChoiceWords }) {
  const { words, base, chosen, done } = props;
  if (done === undefined) return null;
  return (
    <div class="done">
      <span role="status">{textOf(done, props)}</span>
      {done.undo !== undefined && (
        <ChoiceForm base={base} chosen={chosen} change={done.change} fields={done.undo}>
          <button type="submit" class="text">
            {words.choices.undo}
          </button>
        </ChoiceForm>
      )}
    </div>
  );
}

function textOf(done: Done, props: DoneProps & { readonly words: ChoiceWords }): string {
  const { words, company, pausedUntil } = props;
  const { choices } = words;
  const { change, turned, wish } = done;
  if (change === "stop") return fill(choices.done.stopped, { company });
  if (change === "start") return choices.done.started;
  if (change === "pause")
    return pausedUntil === undefined
      ? choices.done.resumed
      : fill(choices.done.paused, { date: pausedUntil });
  if (wish !== undefined) return choices.viewingDone[wish];
  if (turned === undefined) return choices.done.saved;
  const { what, on } = turned;
  const subject = typeof what === "object" ? what.product : subjectTitles(words)[what];
  return fill(on ? choices.done.on : choices.done.off, { what: subject });
}
