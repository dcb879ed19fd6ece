import { SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { useCall } from "../../app/api.tsx";
import { type Hcp, shortName } from "../../app/hcp.tsx";
import { Await } from "../../ui/await.tsx";
import { PhoneFrame, PhonePage } from "../../ui/phone-frame.tsx";
import { Block } from "../../ui/skeletons.tsx";
import { clock } from "../../ui/time.ts";
import classes from "./look-preview.module.css";
import type { Composing } from "./use-composing.ts";
import type { WordingWish } from "./use-wording.ts";

/** How it arrives, on a phone: the text or the mail, and the page behind the link. Looking counts nothing. */
export function LookPreview({ hcp, composing }: { readonly hcp: Hcp; readonly composing: Composing }) {
  const { channel, preview, later, now, space, words, test, testDecides } = composing;
  const [shown, setShown] = useState<"message" | "page">("message");
  const at = clock(later ?? now, hcp.timeZone);
  const message = channel === "sms" ? "Text" : "E-mail";
  return (
    <section aria-label="Preview" className={classes.preview}>
      <SegmentedControl
        aria-label="What to preview"
        value={shown}
        onChange={(value) => setShown(value === "page" ? "page" : "message")}
        data={[
          { value: "message", label: message },
          { value: "page", label: "Page" },
        ]}
      />
      <PhoneFrame label={`${shown === "page" ? "Page" : message} as ${shortName(hcp)} sees it`} clock={at}>
        {shown === "page" ? (
          <Await of={space} skeleton={<Block height={440} />}>
            {({ items }) => <PageLook hcpId={hcp.hcpId} items={items} />}
          </Await>
        ) : channel === "email" ? (
          <MailLook hcpId={hcp.hcpId} wording={words.asked} test={test} />
        ) : (
          <Await of={preview} skeleton={<Block height={120} />}>
            {({ look }) => (
              <TextLook text={testDecides === "words" ? look.text : (words.said?.body ?? look.text)} />
            )}
          </Await>
        )}
      </PhoneFrame>
      <p className={classes.note}>Links lead nowhere here, and looking counts nothing.</p>
    </section>
  );
}

function TextLook({ text }: { readonly text: string }) {
  return (
    <div className={classes.text}>
      <p className={classes.sender}>Text message</p>
      <p className={classes.bubble}>{text}</p>
    </div>
  );
}

/** Asks for a new address before the one in the frame ends. */
const RENEW = 10 * 60_000;

function MailLook(props: {
  readonly hcpId: Hcp["hcpId"];
  readonly wording: WordingWish | undefined;
  readonly test: Composing["test"];
}) {
  const { hcpId, wording, test } = props;
  // whose words leave as part of a test, theirs or the sender's own, the server knows
  const asHouse = wording === undefined && test === undefined;
  const own = useCall("openMailPreview", { params: { hcpId } }, { every: RENEW, enabled: asHouse });
  const said = useCall(
    "openWordingPreview",
    {
      params: { hcpId },
      body: {
        ...(wording === undefined ? {} : { wording }),
        ...(test === undefined ? {} : { experimentId: test }),
      },
    },
    { every: RENEW, enabled: !asHouse, keepPrevious: true },
  );
  const frame = asHouse ? own : said;
  return (
    <Await of={frame} skeleton={<Block height={440} />}>
      {({ address }) => <PhonePage address={address} title="The e-mail" />}
    </Await>
  );
}

function PageLook(props: {
  readonly hcpId: Hcp["hcpId"];
  readonly items: readonly { readonly versionId: string }[];
}) {
  const items = props.items.map((item) => ({ versionId: item.versionId as never }));
  const frame = useCall(
    "openSpacePreview",
    { params: { hcpId: props.hcpId }, body: { items } },
    { every: RENEW },
  );
  return (
    <Await of={frame} skeleton={<Block height={440} />}>
      {({ address }) => <PhonePage address={address} title="The page" />}
    </Await>
  );
}
