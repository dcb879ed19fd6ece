import { Button, Checkbox, SegmentedControl, TextInput } from "@mantine/core";
import { useState } from "react";
import { type Hcp, shortName } from "../../app/hcp.tsx";
import { useNow } from "../../app/now.ts";
import { useSession } from "../../app/session.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import type { Permission } from "../../ui/permissions.ts";
import { Problem } from "../../ui/problem.tsx";
import { grantOf, WAY_WORDS, WAYS, type Way } from "./evidence.ts";
import classes from "./hcp-consent.module.css";
import { Receipt } from "./receipt.tsx";
import { useRecords } from "./use-records.ts";
import { ASKED, wordingOf } from "./wordings.ts";

/** Consent in person, in a dialog of its own. */
export function RecordConsent(props: {
  readonly opened: boolean;
  readonly hcp: Hcp;
  readonly permissions: readonly Permission[];
  readonly onClose: () => void;
}) {
  const { opened, hcp, permissions, onClose } = props;
  return (
    <Dialog open={opened} onClose={onClose} size="lg" title={`Consent of ${shortName(hcp)}`}>
      <ConsentForm hcp={hcp} permissions={permissions} onClose={onClose} />
    </Dialog>
  );
}

/** The words to agree to, one box each and none ticked, how it was given, and then a receipt. */
function ConsentForm(props: {
  readonly hcp: Hcp;
  readonly permissions: readonly Permission[];
  readonly onClose: () => void;
}) {
  const { hcp, permissions, onClose } = props;
  const { config } = useSession();
  const now = useNow();
  const records = useRecords(hcp);
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const [way, setWay] = useState<Way>("signed");
  const [proof, setProof] = useState("");
  const addressed = { sms: hcp.mobile !== undefined, email: hcp.email !== undefined };
  const asked = ASKED.filter(
    ({ id, channel }) =>
      permissions.some((one) => one.id === id) && (channel === undefined || addressed[channel]),
  );
  const chosen = asked.filter(({ id }) => ticked.includes(id));
  const missing =
    chosen.length === 0
      ? "Nothing is ticked yet."
      : proof.trim() === ""
        ? `${WAY_WORDS[way].ask} is missing.`
        : undefined;
  const record = () => {
    if (missing !== undefined || records.isPending) return;
    const at = new Date(now).toISOString();
    // what is on record already is not recorded twice
    const done = new Set(records.error?.done.map(({ body }) => body.evidence.textVersion));
    const left = chosen.filter(({ textVersion }) => !done.has(textVersion));
    records.mutate(left.map((one) => grantOf(one, way, proof, at)));
  };
  if (records.isSuccess) return <Receipt hcp={hcp} recorded={records.data} onClose={onClose} />;
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        record();
      }}
    >
      <fieldset className={classes.boxes}>
        <legend className={classes.legend}>What they agree to</legend>
        {asked.map(({ id, channel, textVersion }) => (
          <Checkbox
            key={id}
            className={classes.box ?? ""}
            label={wordingOf(textVersion, config.companyName)}
            description={
              channel === "email"
                ? `A mail to ${hcp.email} asks them to confirm. It counts once they do.`
                : undefined
            }
            checked={ticked.includes(id)}
            onChange={(event) => {
              const { checked } = event.currentTarget;
              setTicked((all) => (checked ? [...all, id] : all.filter((one) => one !== id)));
            }}
          />
        ))}
      </fieldset>
      <div className={classes.way}>
        <SegmentedControl
          aria-label="How they agree"
          data={WAYS.map((value) => ({ value, label: WAY_WORDS[value].label }))}
          value={way}
          onChange={(value) => setWay(WAYS.find((one) => one === value) ?? "signed")}
        />
        <p className={classes.small}>{WAY_WORDS[way].hint}</p>
        <TextInput
          label={WAY_WORDS[way].ask}
          value={proof}
          maxLength={140}
          autoComplete="off"
          onChange={(event) => setProof(event.currentTarget.value)}
        />
      </div>
      {records.isError && (
        <>
          {records.error.done.length > 0 && (
            <p className={classes.small}>
              {records.error.done.length} of {chosen.length} are on record.
            </p>
          )}
          <Problem error={records.error.cause} />
        </>
      )}
      <div className={classes.buttons}>
        {missing !== undefined && <span className={classes.missing}>{missing}</span>}
        <Button onClick={onClose}>Close</Button>
        <Button type="submit" variant="filled" disabled={missing !== undefined} loading={records.isPending}>
          Record consent
        </Button>
      </div>
    </form>
  );
}
