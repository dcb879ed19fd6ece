import type { Country } from "../../shared/model/channel.ts";
import { type Instant, instantText } from "../../shared/model/time.ts";

/** What approved material, a piece of content or a template, says about where it may be used. */
interface Approved {
  readonly rev: number;
  readonly countries: Country[];
  readonly supersededIn: Country[];
}

/** Pure: a newer major takes the place of approved material in these countries; without any left it is superseded. */
export function supersede<Material extends Approved>(
  material: Material,
  countries: readonly Country[],
  now: Instant,
): Material | (Omit<Material, "state"> & { state: "superseded"; supersededAt: string }) {
  const supersededIn = material.countries.filter(
    (country) => countries.includes(country) || material.supersededIn.includes(country),
  );
  const next = { ...material, rev: material.rev + 1, supersededIn };
  if (supersededIn.length < material.countries.length) return next;
  return { ...next, state: "superseded", supersededAt: instantText(now) };
}
