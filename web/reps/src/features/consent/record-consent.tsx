import { Button, Checkbox, SegmentedControl, TextInput } from "@mantine/core";
import { useState } from "react";
import type { CallOutput } from "../../../../client/client.ts";
import { useAct } from "../../app/api.tsx";
import { type Hcp, shortName } from "../../app/hcp.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Problem } from "../../ui/problem.tsx";
import { AFTER_CONSENT, type Ask, captureOf, type Signature, WAY_WORDS, WAYS, type Way } from "./evidence.ts";
import classes from "./hcp-consent.module.css";
import { Receipt } from "./receipt.tsx";
import { SignaturePad } from "./signature-pad.tsx";

interface Props {
  readonly hcp: Hcp;
  /** What may be asked of this person. */
  readonly asks: readonly Ask[];
  readonly onClose: () => void;
}

function asksBy(way: "sms" | "email", hcp: Hcp): string {
  return way === "email"
    ? `A mail to ${hcp.email} asks them to confirm.`
    : `A text to ${hcp.mobile} asks them to answer YES.`;
}

/** Consent in person, in a dialog of its own. */
export function RecordConsent({ opened, ...props }: Props & { readonly opened: boolean }) {
  return (
    <Dialog open={opened} onClose={props.onClose} size="lg" title={`Consent of ${shortName(props.hcp)}`}>
      <ConsentForm {...props} />
    </Dialog>
  );
}

/** The words to agree to, one box each and none ticked, one proof for all of them, and then a receipt. */
function ConsentForm({ hcp, asks, onClose }: Props) {
  const [done, setDone] = useState<CallOutput<"captureConsent">>();
  const capture = useAct("captureConsent", { invalidates: AFTER_CONSENT, onDone: setDone });
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const [way, setWay] = useState<Way>("signed");
  const [reference, setReference] = useState("");
  const [signature, setSignature] = useState<Signature>();
  const chosen = asks.filter(({ textVersion }) => ticked.includes(textVersion));
  const proven =
    way !== "signed"
      ? reference.trim() !== ""
      : signature?.kind === "typed"
        ? signature.name.trim().length > 2
        : signature !== undefined;
  const missing =
    chosen.length === 0
      ? "Nothing is ticked yet."
      : proven
        ? undefined
        : `${WAY_WORDS[way].ask}: still missing.`;
  if (done !== undefined) return <Receipt hcp={hcp} asks={asks} done={done} onClose={onClose} />;
  const record = () => {
    if (missing !== undefined || capture.isPending) return;
    const body = captureOf(chosen, way, { reference, signature });
    capture.mutate({ params: { hcpId: hcp.hcpId }, body });
  };
  const promo = asks.filter(({ purpose }) => purpose === "promo");
  const others = asks.filter(({ purpose }) => purpose !== "promo");
  const boxes = (some: readonly Ask[]) =>
    some.map(({ textVersion, text, confirmedBy }) => (
      <Checkbox
        key={textVersion}
        className={classes.box ?? ""}
        label={text}
        description={
          confirmedBy === undefined ? undefined : `${asksBy(confirmedBy, hcp)} It counts once they do.`
        }
        checked={ticked.includes(textVersion)}
        onChange={(event) => {
          const { checked } = event.currentTarget;
          setTicked((all) => (checked ? [...all, textVersion] : all.filter((one) => one !== textVersion)));
        }}
      />
    ));
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        record();
      }}
    >
      <fieldset className={classes.boxes}>
        <legend className={classes.legend}>They agree to</legend>
        {boxes(promo)}
        {others.length > 0 && (
          <details className={classes.more}>
            <summary>Other purposes</summary>
            <div className={classes.boxes}>{boxes(others)}</div>
          </details>
        )}
      </fieldset>
      <div className={classes.way}>
        <SegmentedControl
          aria-label="How they agree"
          data={WAYS.map((value) => ({ value, label: WAY_WORDS[value].label }))}
          value={way}
          onChange={(value) => setWay(WAYS.find((one) => one === value) ?? "signed")}
        />
        <p className={classes.small}>{WAY_WORDS[way].hint}</p>
        {way === "signed" ? (
          <SignaturePad value={signature} onChange={setSignature} />
        ) : (
          <TextInput
            label={WAY_WORDS[way].ask}
            styles={{ label: { marginBottom: 6 } }}
            value={reference}
            maxLength={140}
            autoComplete="off"
            onChange={(event) => setReference(event.currentTarget.value)}
          />
        )}
      </div>
      {capture.error !== null && <Problem error={capture.error} />}
      <div className={classes.buttons}>
        {missing !== undefined && <span className={classes.missing}>{missing}</span>}
        <Button onClick={onClose}>Close</Button>
        <Button type="submit" variant="filled" disabled={missing !== undefined} loading={capture.isPending}>
          Record consent
        </Button>
      </div>
    </form>
  );
}
