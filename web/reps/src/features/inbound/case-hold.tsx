import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { useAct } from "../../app/api.tsx";
import { Problem } from "../../ui/problem.tsx";
import { useToast } from "../../ui/toasts.tsx";
import classes from "./texts.module.css";

/** Keeps promotion from somebody until a case is closed. What the case is about stays in safety's own system. */
export function CaseHold({ hcp }: { readonly hcp: { readonly hcpId: string; readonly name: string } }) {
  const [caseRef, setCaseRef] = useState("");
  const toast = useToast();
  const hold = useAct("holdForCase", {
    onDone: ({ held }) =>
      toast({
        text: held
          ? `Nothing promotional leaves to ${hcp.name} until the case is closed.`
          : `No case keeps promotion from ${hcp.name} any more.`,
        about: `case ${hcp.hcpId}`,
        ...(held ? { undo: () => ask(false), undoLabel: "Take back" } : {}),
      }),
  });
  const ask = (open: boolean) =>
    hold.mutate({ params: { hcpId: hcp.hcpId }, body: { caseRef: caseRef.trim(), open } });
  const ready = /^[A-Za-z0-9][A-Za-z0-9-]{2,39}$/.test(caseRef.trim());
  return (
    <form
      className={classes.case}
      aria-label={`Case of ${hcp.name}`}
      onSubmit={(event) => {
        event.preventDefault();
        ask(true);
      }}
    >
      <TextInput
        label={`Case number, ${hcp.name}`}
        description="Reps read “Not available for this contact”, and not why."
        placeholder="PV-2026-0417"
        maxLength={40}
        value={caseRef}
        onChange={({ currentTarget }) => setCaseRef(currentTarget.value)}
      />
      <div className={classes.buttons}>
        <Button type="submit" variant="default" disabled={!ready || hold.isPending} loading={hold.isPending}>
          Hold promotion
        </Button>
        <Button variant="subtle" disabled={!ready || hold.isPending} onClick={() => ask(false)}>
          Case is closed
        </Button>
      </div>
      {hold.error !== null && <Problem error={hold.error} />}
    </form>
  );
}
