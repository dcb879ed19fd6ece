import { NativeSelect } from "@mantine/core";
import { useCall } from "../../app/api.tsx";
import { type Hcp, shortName } from "../../app/hcp.tsx";
import type { Composing } from "./use-composing.ts";

const DECIDES: Readonly<Record<NonNullable<Composing["testDecides"]>, (name: string) => string>> = {
  words: () => "The test decides the words, all of them approved: what is shown is what leaves.",
  hours: () => "The test decides the hours, inside those in which a message may arrive.",
  nothing: (name) => `${name} has no place in this test: it leaves as chosen here.`,
};

/** As part of which test, where one runs for this channel and country. */
export function TestChoice({ hcp, composing }: { readonly hcp: Hcp; readonly composing: Composing }) {
  const { channel, test, testDecides, chooseTest, preview } = composing;
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
          : testDecides === undefined
            ? preview.error === null
              ? "Asking what the test decides for this person …"
              : "What the test decides for this person could not be asked."
            : DECIDES[testDecides](shortName(hcp))
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
