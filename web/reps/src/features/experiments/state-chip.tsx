import { Chip } from "../../ui/chip.tsx";
import { type Summary, stateOf } from "./experiment-words.ts";

/** How a test stands. */
export function StateChip({ test }: { readonly test: Pick<Summary, "state" | "ended"> }) {
  const { tone, icon, label } = stateOf(test);
  return (
    <Chip tone={tone} icon={icon}>
      {label}
    </Chip>
  );
}
