import { Button, Radio } from "@mantine/core";
import { useState } from "react";
import type { CallOutput } from "../../../../client/client.ts";
import { useAct, useCall } from "../../app/api.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { countriesIn } from "../../ui/places.ts";
import { Problem } from "../../ui/problem.tsx";
import { useToast } from "../../ui/toasts.tsx";
import type { Version } from "./library-search.ts";
import { majorWord, pagesWord, REASONS } from "./version-words.tsx";
import classes from "./withdraw-dialog.module.css";

type Reason = keyof typeof REASONS;

/** Ends every use of a version. There is no way back, so what follows is said before the button. */
export function WithdrawDialog(props: {
  readonly version: Version;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onDone: (version: CallOutput<"withdrawVersion">) => void;
}) {
  const { version, open, onClose, onDone } = props;
  const [reason, setReason] = useState<Reason>();
  const toast = useToast();
  const { versionId } = version;
  const use = useCall("readVersionUse", { params: { versionId } }, { enabled: open });
  const withdraw = useAct("withdrawVersion", {
    invalidates: ["readVersion", "listContent", "listPosters", "readVersionUse"],
    onDone: (after) => {
      toast({ text: "Withdrawn. No page and no message shows it from now on." });
      onDone(after);
    },
  });
  const press = () => {
    if (reason !== undefined) withdraw.mutate({ params: { versionId: version.versionId }, body: { reason } });
  };
  return (
    <Dialog open={open} onClose={onClose} title={`Withdraw “${version.title}”`}>
      <div className={classes.body}>
        <Radio.Group
          label="Reason"
          required
          value={reason ?? null}
          onChange={(value) => setReason(value as Reason)}
        >
          <div className={classes.reasons}>
            {(Object.keys(REASONS) as Reason[]).map((one) => (
              <Radio key={one} value={one} label={REASONS[one]} />
            ))}
          </div>
        </Radio.Group>
        <div className={classes.reach}>
          <p>
            <b>What ends at once</b>
          </p>
          <ul>
            <li>
              {use.data?.pages === 0
                ? `${majorWord(version)} stands on no page now, and on none from now on.`
                : `${majorWord(version)} leaves ${use.data === undefined ? "every page" : pagesWord(use.data)} in ${countriesIn(version.countries)}; whoever opens a link reads that it was updated or withdrawn.`}
            </li>
            <li>Messages that wait and would show only this are not sent.</li>
            <li>
              The file and what was made of it are moved away; copies in a browser end within half a minute.
            </li>
          </ul>
          <p>
            A preview inside a mail that was delivered may stay in that mailbox. This cannot be taken back.
          </p>
        </div>
        {withdraw.error !== null && <Problem error={withdraw.error} onRetry={press} />}
        <div className={classes.buttons}>
          <Button onClick={onClose}>Keep it</Button>
          <Button
            color="red"
            variant="filled"
            disabled={reason === undefined}
            loading={withdraw.isPending}
            onClick={press}
          >
            Withdraw now
          </Button>
        </div>
        {reason === undefined && <p className={classes.why}>Choose the reason first.</p>}
      </div>
    </Dialog>
  );
}
