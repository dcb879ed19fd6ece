import type { Icon } from "@tabler/icons-react";
import {
  IconCircleCheck,
  IconCircleDashed,
  IconClock,
  IconHandStop,
  IconHourglass,
} from "@tabler/icons-react";
import type { ConsentState } from "../../../../shared/model/consent.ts";
import type { Tone } from "./chip.tsx";

/** A permission's state as chips and filters say it. */
export const CONSENT_WORDS: Readonly<
  Record<ConsentState, { readonly word: string; readonly icon: Icon; readonly tone: Tone }>
> = {
  granted: { word: "On", icon: IconCircleCheck, tone: "ok" },
  pending_doi: { word: "Not confirmed", icon: IconHourglass, tone: "hold" },
  expired: { word: "Ended", icon: IconClock, tone: "wait" },
  withdrawn: { word: "Withdrawn", icon: IconHandStop, tone: "stop" },
  none: { word: "Off", icon: IconCircleDashed, tone: "neutral" },
};
