/** @jsxImportSource preact */
import { fill } from "../words/speak.ts";
import type { Words } from "../words/words.ts";

export interface RecordProps {
  /** What was agreed to or stopped, newest first. */
  readonly record: readonly {
    readonly id: string;
    readonly date: string;
    readonly agreed: boolean;
    readonly what:
      | "email"
      | "sms"
      | "track_individual"
      | "share_with_rep"
      | "profile"
      | "opens"
      | "everything";
    readonly method: keyof Words["choices"]["method"];
  }[];
  /** What was sent within twelve months. */
  readonly sent: readonly {
    readonly id: string;
    readonly channel: "email" | "sms";
    readonly date: string;
    readonly titles: readonly string[];
  }[];
  readonly privacyEmail: string;
}

/** The person's own record: how consent came about, what was sent, whom to write to. Closed, but never far. */
export function RecordSection(props: RecordProps & { readonly words: Words; readonly attested: boolean }) {
  const { words, record, sent, privacyEmail, attested } = props;
  const { choices } = words;
  const subjects = {
    ...choices.subject,
    opens: choices.opens[0],
    everything: choices.stopTitle,
  };
  const [beforeMail = "", afterMail = ""] = choices.officer.split("{email}");
  return (
    <section>
      <h2>{choices.record}</h2>
      <details>
        <summary>{choices.how}</summary>
        {record.length === 0 && <p>{choices.howNothing}</p>}
        <ul>
          {record.map((entry) => (
            <li key={entry.id} class="row meta">
              <span>
                {entry.date}: {subjects[entry.what]}, {entry.agreed ? choices.agreed : choices.withdrew},{" "}
                {choices.method[entry.method]}
              </span>
            </li>
          ))}
        </ul>
      </details>
      <details>
        <summary>{fill(choices.sentList, { n: sent.length })}</summary>
        {sent.length === 0 && <p>{choices.sentNothing}</p>}
        {!attested && sent.length > 0 && <p>{choices.titlesOnPage}</p>}
        <ul>
          {sent.map((one) => (
            <li key={one.id} class="row meta">
              <span>
                {one.date}: {choices.channel[one.channel]}
                {one.titles.length > 0 && ` · ${one.titles.join(", ")}`}
              </span>
            </li>
          ))}
        </ul>
      </details>
      <p class="meta note">
        {beforeMail}
        <a href={`mailto:${privacyEmail}`}>{privacyEmail}</a>
        {afterMail}
      </p>
    </section>
  );
}
