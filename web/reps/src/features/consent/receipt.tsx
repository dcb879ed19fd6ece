import { Button, CopyButton } from "@mantine/core";
import { IconCircleCheck, IconCopy } from "@tabler/icons-react";
import type { CallOutput } from "../../../../client/client.ts";
import type { Hcp } from "../../app/hcp.tsx";
import { fullName } from "../../app/hcp.tsx";
import { useNow } from "../../app/now.ts";
import { dateTime } from "../../ui/time.ts";
import type { Ask } from "./evidence.ts";
import classes from "./hcp-consent.module.css";

/** What was recorded, to keep: the words, the time, the number under which the proof is found. */
export function Receipt(props: {
  readonly hcp: Hcp;
  readonly asks: readonly Ask[];
  readonly done: CallOutput<"captureConsent">;
  readonly onClose: () => void;
}) {
  const { hcp, asks, done, onClose } = props;
  const now = useNow(0);
  const lines = done.recorded.map(({ eventId, textVersion, state }) => ({
    id: eventId,
    words: asks.find((ask) => ask.textVersion === textVersion)?.text ?? textVersion,
    waits: state === "pending_doi" ? wayOf(asks, textVersion) : undefined,
  }));
  const text = [
    `${fullName(hcp)}, ${dateTime(now, hcp.timeZone)}`,
    ...lines.map(
      ({ id, words, waits }) =>
        `${words}${waits === undefined ? "" : ` (counts once confirmed by ${waits})`} Receipt ${id}`,
    ),
  ].join("\n");
  return (
    <div className={classes.form}>
      <p className={classes.done} role="status">
        <IconCircleCheck size={18} stroke={1.75} aria-hidden />
        Recorded {dateTime(now, hcp.timeZone)}, their time. Keep this receipt.
      </p>
      <ul className={classes.receipts}>
        {lines.map(({ id, words, waits }) => (
          <li key={id}>
            <p>“{words}”</p>
            {waits !== undefined && (
              <p className={classes.small}>
                A {waits} is on its way. It counts once they confirm, within 7 days.
              </p>
            )}
            <p className={classes.small}>Receipt {id}</p>
          </li>
        ))}
      </ul>
      <div className={classes.buttons}>
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button leftSection={<IconCopy size={16} stroke={1.75} aria-hidden />} onClick={copy}>
              {copied ? "Copied" : "Copy receipt"}
            </Button>
          )}
        </CopyButton>
        <Button variant="filled" onClick={onClose}>
          Done
        </Button>
      </div>
    </div>
  );
}

/** By what somebody is asked to confirm. */
function wayOf(asks: readonly Ask[], textVersion: string): "mail" | "text" {
  const ask = asks.find((one) => one.textVersion === textVersion);
  return ask?.confirmedBy === "sms" ? "text" : "mail";
}
