import { NativeSelect } from "@mantine/core";
import { useCall } from "../../app/api.tsx";
import type { FoundRow } from "../../app/hcp-filter.ts";

type Channel = "sms" | "email";

/** What is chosen besides people, channel and time; nothing is empty. */
export interface BulkChoices {
  readonly experimentId: string;
  readonly template: string;
}

/** The tests and the approved templates that fit the channel and the countries of these people. */
export function useBulkChoices(people: readonly FoundRow[], channel: Channel) {
  const running = useCall("listExperiments", { query: { limit: 100 } });
  const templates = useCall("listTemplates", { query: { limit: 100 } });
  const countries = new Set(people.map(({ row }) => row.country));
  return {
    tests: (running.data?.items ?? []).filter(
      (test) => test.state === "running" && test.channel === channel && countries.has(test.country),
    ),
    words: (templates.data?.items ?? []).filter(
      (template) =>
        template.state === "approved" &&
        template.channel === channel &&
        template.countries.some((country) => countries.has(country)),
    ),
  };
}

/** With which words, and as part of which test. */
export function BulkChoiceFields(props: {
  readonly offered: ReturnType<typeof useBulkChoices>;
  readonly chosen: BulkChoices;
  readonly onChoose: (next: Partial<BulkChoices>) => void;
}) {
  const { offered, chosen, onChoose } = props;
  return (
    <>
      {offered.words.length > 0 && (
        <NativeSelect
          label="Words"
          description="Who reads another language, or is in another country, is named before anything leaves."
          value={chosen.template}
          onChange={({ currentTarget }) => onChoose({ template: currentTarget.value })}
          data={[
            { value: "", label: "The house’s own words" },
            ...offered.words.map(({ versionId, name, language }) => ({
              value: versionId,
              label: `${name} (${language})`,
            })),
          ]}
        />
      )}
      {offered.tests.length > 0 && (
        <NativeSelect
          label="As part of a test"
          description="People of its country take part; each is invited in the way of their arm."
          value={chosen.experimentId}
          onChange={({ currentTarget }) => onChoose({ experimentId: currentTarget.value })}
          data={[
            { value: "", label: "No test" },
            ...offered.tests.map((test) => ({ value: test.experimentId, label: test.title })),
          ]}
        />
      )}
    </>
  );
}
