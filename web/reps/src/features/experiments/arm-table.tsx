import { DataTable } from "../../ui/data-table.tsx";
import { type Experiment, percent, points, type Result } from "./experiment-words.ts";

type Arm = Result["arms"][number];

/** The arms in figures: each rate with its numerator, denominator and interval; none for fewer than ten people (AB-10). */
export function ArmTable({ plan, result }: { readonly plan: Experiment["plan"]; readonly result: Result }) {
  const named = (key: string) => `${key}: ${plan.arms.find((arm) => arm.key === key)?.name ?? ""}`;
  const told = (arm: Arm, show: (known: Extract<Arm, { told: true }>) => string) =>
    arm.told ? show(arm) : "Fewer than ten people";
  return (
    <DataTable<Arm>
      caption="Arms in figures"
      captionHidden
      bare
      keyOf={({ key }) => key}
      rows={result.arms}
      columns={[
        { id: "arm", label: "Arm", value: ({ key }) => named(key), sortable: false },
        {
          id: "visits",
          label: "Opened their page within 7 days",
          sortable: false,
          value: (arm) =>
            told(
              arm,
              ({ hits, units, rate }) =>
                `${hits} of ${units} (${percent(rate.share)}, ${percent(rate.low)} to ${percent(rate.high)})`,
            ),
        },
        {
          id: "left",
          label: "Asked to stop within 7 days",
          sortable: false,
          value: (arm) => told(arm, ({ left, invited }) => `${left} of ${invited}`),
        },
        {
          id: "difference",
          label: "Against A",
          sortable: false,
          value: ({ key }) => {
            const found = result.comparisons.find((one) => one.key === key);
            if (found === undefined) return key === "A" ? "–" : "Not yet";
            return `${points(found.estimate)} (${points(found.low)} to ${points(found.high)})`;
          },
        },
        {
          id: "days",
          label: "Sent Monday to Friday",
          sortable: false,
          value: ({ key }) => {
            const found = result.weekdays.find((one) => one.key === key);
            return found === undefined ? "–" : percent(found.share);
          },
        },
      ]}
    />
  );
}
