import { useDebouncedValue } from "@mantine/hooks";
import { useCall } from "../../app/api.tsx";
import { type Hcp, shortName } from "../../app/hcp.tsx";
import { useNow } from "../../app/now.ts";
import { Await } from "../../ui/await.tsx";
import { PhoneFrame, PhonePage } from "../../ui/phone-frame.tsx";
import { Block } from "../../ui/skeletons.tsx";
import { clock } from "../../ui/time.ts";
import classes from "./page-editor-screen.module.css";
import type { Piece } from "./use-editing.ts";

/** Asks for a new address before the one in the frame ends. */
const RENEW = 10 * 60_000;

/** The page as the HCP would see it, saved or not. Looking is no visit and counts nothing. */
export function PageLook(props: {
  readonly hcp: Hcp;
  readonly pieces: readonly Piece[];
  readonly changed: boolean;
}) {
  const { hcp, pieces, changed } = props;
  const now = useNow();
  const [wanted] = useDebouncedValue(pieces.map((piece) => piece.versionId).join(","), 400);
  const items = wanted
    .split(",")
    .filter((id) => id !== "")
    .map((versionId) => ({ versionId: versionId as Piece["versionId"] }));
  const frame = useCall(
    "openSpacePreview",
    { params: { hcpId: hcp.hcpId }, body: { items } },
    { every: RENEW, keepPrevious: true },
  );
  return (
    <section className={classes.look} aria-label="Preview">
      <PhoneFrame label={`Page as ${shortName(hcp)} sees it`} clock={clock(now, hcp.timeZone)}>
        <Await of={frame} skeleton={<Block height={440} />}>
          {({ address }) => <PhonePage address={address} title="The page" />}
        </Await>
      </PhoneFrame>
      <p className={classes.meta}>
        {changed ? "With your changes, not saved yet." : "As it is now."} Looking is no visit and counts
        nothing.
      </p>
    </section>
  );
}
