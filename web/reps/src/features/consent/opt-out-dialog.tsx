import { Button, SegmentedControl, TextInput } from "@mantine/core";
import { useState } from "react";
import { type Hcp, shortName } from "../../app/hcp.tsx";
import { useNow } from "../../app/now.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { CAME_BY, type CameBy, STOP_WORDS, STOPS, type Stop } from "./evidence.ts";
import classes from "./hcp-consent.module.css";
import { useOptOut } from "./use-opt-out.ts";

interface Props {
  readonly hcp: Hcp;
  readonly open: boolean;
  /** Heard by the rep; otherwise a letter, a mail or a call that reached the office. @default false */
  readonly relayed?: boolean;
  readonly onClose: () => void;
}

/** An opt-out with its day: what a rep heard earlier, or what reached the privacy office. */
export function OptOutDialog(props: Props) {
  const { hcp, open, relayed = false, onClose } = props;
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={relayed ? "Asked to stop earlier" : `Opt-out of ${shortName(hcp)}`}
    >
      <OptOutForm {...props} />
    </Dialog>
  );
}

const CAME_WORDS: Readonly<Record<CameBy, string>> = { spoken: "Call", email: "E-mail", letter: "Letter" };

function OptOutForm({ hcp, relayed = false, onClose }: Props) {
  const now = useNow(0);
  const { stop, isPending } = useOptOut(hcp, onClose);
  const [what, setWhat] = useState<Stop>("everything");
  const [by, setBy] = useState<CameBy>(relayed ? "spoken" : "email");
  const [reference, setReference] = useState("");
  const [when, setWhen] = useState(() => localText(now));
  const at = Date.parse(when);
  const problem = Number.isNaN(at)
    ? "The time is missing."
    : at > now + 60_000
      ? "This is in the future."
      : undefined;
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (problem !== undefined || isPending) return;
        stop(what, { at: new Date(Math.min(at, now)).toISOString(), by, reference });
      }}
    >
      <SegmentedControl
        aria-label="What to stop"
        data={STOPS.map((value) => ({ value, label: STOP_WORDS[value].label }))}
        value={what}
        onChange={(value) => setWhat(STOPS.find((one) => one === value) ?? "everything")}
      />
      {!relayed && (
        <SegmentedControl
          aria-label="How it came"
          data={CAME_BY.map((value) => ({ value, label: CAME_WORDS[value] }))}
          value={by}
          onChange={(value) => setBy(CAME_BY.find((one) => one === value) ?? "email")}
        />
      )}
      <TextInput
        type="datetime-local"
        label={relayed ? "When you heard it" : "When it reached us"}
        description="The time limit runs from here, whenever it is entered."
        value={when}
        error={problem}
        onChange={(event) => setWhen(event.currentTarget.value)}
      />
      {!relayed && (
        <TextInput
          label="Where the proof is"
          placeholder="Letter 2026-114"
          value={reference}
          maxLength={140}
          onChange={(event) => setReference(event.currentTarget.value)}
        />
      )}
      <p className={classes.small}>
        It holds at once and nobody here can undo it. Only {shortName(hcp)} can permit it again.
      </p>
      <div className={classes.buttons}>
        <Button onClick={onClose}>Close</Button>
        <Button type="submit" variant="filled" disabled={problem !== undefined} loading={isPending}>
          {STOP_WORDS[what].label}
        </Button>
      </div>
    </form>
  );
}

/** A moment as a field for date and time shows it, on the reader's clock. */
function localText(instant: number): string {
  const offset = new Date(instant).getTimezoneOffset() * 60_000;
  return new Date(instant - offset).toISOString().slice(0, 16);
}
