import { NativeSelect } from "@mantine/core";
import { useCall } from "../../app/api.tsx";
import type { Hcp } from "../../app/hcp.tsx";
import type { Composing } from "./use-composing.ts";

/** As part of which test, where one runs for this channel and country. */
export function TestChoice({ hcp, composing }: { readonly hcp: Hcp; readonly composing: Composing }) {
  const { channel, test, chooseTest } = composing;
  const running = useCall("listExperiments", { query: { limit: 100 } });
  const tests = (running.data?.items ?? []).filter(
    (one) => one.state === "running" && one.channel === channel && one.country === hcp.country,
  );
  if (tests.length === 0) return null;
  return (
    <NativeSelect
      label="As part of a test"
      description={
        test === undefined
          ? "Each person is in one test at most."
          : "The arm of this person decides the words or the hours, all of them approved. Where it decides the words, those beside are not used."
      }
      value={test ?? ""}
      onChange={({ currentTarget }) =>
        chooseTest(tests.find(({ experimentId }) => experimentId === currentTarget.value)?.experimentId)
      }
      data={[
        { value: "", label: "No test" },
        ...tests.map(({ experimentId, title }) => ({ value: experimentId, label: title })),
      ]}
    />
  );
}
