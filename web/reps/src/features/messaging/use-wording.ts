import { useDebouncedValue } from "@mantine/hooks";
import { useMemo, useState } from "react";
import { sayTemplate } from "../../../../../shared/model/template-words.ts";
import { wordingProblems } from "../../../../../shared/model/wording-lint.ts";
import type { CallInput, CallOutput } from "../../../../client/client.ts";
import { useCall } from "../../app/api.tsx";
import type { Hcp } from "../../app/hcp.tsx";
import type { Channel } from "./verdict-words.ts";

export type Offer = CallOutput<"offerTemplates">["items"][number];
export type WordingWish = NonNullable<CallInput<"dryRun">["body"]["wording"]>;

/** So long nobody types before the gate is asked about the words. */
const PAUSE = 400;

interface Chosen {
  readonly versionId?: string;
  readonly fills: Readonly<Record<string, string>>;
}

/**
 * The words that are being composed: a template and what stands in its places, judged while they are typed by the gate's own
 * rules. What was typed stays in this screen: it is kept in no browser.
 */
export function useWording(hcp: Hcp, channel: Channel, onChange: () => void) {
  const [chosen, setChosen] = useState<Chosen>({ fills: {} });
  const offers = useCall("offerTemplates", { params: { hcpId: hcp.hcpId }, query: { channel } });
  const offer = offers.data?.items.find(({ versionId }) => versionId === chosen.versionId);
  const fills = useMemo(() => fillsOf(offer, chosen.fills), [offer, chosen.fills]);
  const judged = useMemo(() => {
    if (offers.data === undefined || offer === undefined) return undefined;
    const { values, lists, rights } = offers.data;
    return {
      said: sayTemplate({ ...offer, specialties: [] }, values, fills),
      problems: wordingProblems(offer, fills, lists, rights),
    };
  }, [offers.data, offer, fills]);
  const wish = useMemo(
    (): WordingWish | undefined => (offer === undefined ? undefined : { versionId: offer.versionId, fills }),
    [offer, fills],
  );
  const [asked] = useDebouncedValue(wish, PAUSE);
  return {
    offers,
    offer,
    fills,
    /** The finished words; absent where the house's own are sent. */
    said: judged?.said,
    /** What keeps them from being sent. */
    problems: judged?.problems ?? [],
    /** What is ordered. */
    wish,
    /** What the gate is asked about: a moment behind what is typed. */
    asked: wish === undefined ? undefined : asked,
    settled: wish === asked,
    choose: (versionId: string | undefined) => {
      setChosen(versionId === undefined ? { fills: {} } : { versionId, fills: {} });
      onChange();
    },
    fill: (slot: string, text: string) => {
      setChosen({ ...chosen, fills: { ...chosen.fills, [slot]: text } });
      onChange();
    },
  };
}

export type ComposedWords = ReturnType<typeof useWording>;

/** Only places that the template has, and only those in which something stands. */
function fillsOf(offer: Offer | undefined, typed: Chosen["fills"]): Record<string, string> {
  const fills: Record<string, string> = {};
  for (const { slot } of offer?.slots ?? []) {
    const text = typed[slot]?.trim() ?? "";
    if (text !== "") fills[slot] = text;
  }
  return fills;
}
