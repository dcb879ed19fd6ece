import { NativeSelect } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { smsSize } from "../../../../../shared/model/gsm7.ts";
import { Await } from "../../ui/await.tsx";
import classes from "./page-summary.module.css";
import type { Composing } from "./use-composing.ts";
import { ZonedWords } from "./zoned-words.tsx";

const HOUSE_WORDS = "";

/** What the message says: the house's own words, an approved template with its places, or the words of a test. */
export function MessageWords({ composing }: { readonly composing: Composing }) {
  const { preview, channel, words, testDecides } = composing;
  const { offers } = words;
  const byTest = testDecides === "words";
  // what was chosen stays, for when there is no test again
  const { offer, said } = byTest ? { offer: undefined, said: undefined } : words;
  const text = said === undefined ? undefined : said.body;
  const items = byTest ? [] : (offers.data?.items ?? []);
  return (
    <section aria-labelledby="message-words">
      <div className={classes.head}>
        <h2 id="message-words" className={classes.title}>
          {channel === "sms" ? "Text message" : "E-mail"}
        </h2>
        {channel === "sms" && text !== undefined ? (
          <Segments text={text} {...smsSize(text)} />
        ) : (
          preview.data?.look.channel === "sms" && <Segments {...preview.data.look} />
        )}
      </div>
      {items.length > 0 && (
        <NativeSelect
          className={classes.template}
          label="Words"
          value={offer?.versionId ?? HOUSE_WORDS}
          data={[
            { value: HOUSE_WORDS, label: "The house’s own" },
            ...items.map(({ versionId, name, major }) => ({
              value: versionId,
              label: `${name} v${major}.0`,
            })),
          ]}
          onChange={({ currentTarget }) =>
            words.choose(currentTarget.value === HOUSE_WORDS ? undefined : currentTarget.value)
          }
        />
      )}
      {offer === undefined ? (
        <Await of={preview}>
          {({ look }) => (
            <div className={classes.words}>
              {look.channel === "sms" ? (
                <p>{look.text}</p>
              ) : (
                <>
                  <p className={classes.from}>From {look.fromName}</p>
                  <p className={classes.subject}>{look.subject}</p>
                </>
              )}
              <Locked>
                {byTest
                  ? "Approved words of the test, nothing to choose or type."
                  : "Approved wording, nothing to type. The words name no product."}
              </Locked>
            </div>
          )}
        </Await>
      ) : (
        <div className={classes.words}>
          <ZonedWords key={offer.versionId} words={words} offer={offer} />
          <Locked>Grey is set by the platform, violet is yours; all else is approved as it stands.</Locked>
        </div>
      )}
    </section>
  );
}

function Locked({ children }: { readonly children: string }) {
  return (
    <p className={classes.locked}>
      <IconLock size={14} stroke={1.75} aria-hidden />
      {children}
    </p>
  );
}

function Segments(props: {
  readonly text: string;
  readonly septets?: number | undefined;
  readonly segments: number;
}) {
  const { septets, segments, text } = props;
  const parts = segments === 1 ? "1 segment" : `${segments} segments`;
  return (
    <span className={classes.total} role="status">
      {parts} · {septets ?? text.length}{" "}
      {septets === undefined ? "characters outside GSM-7" : "of 160 characters"}
    </span>
  );
}
