/** @jsxImportSource preact */
import type { ConsentMethod } from "../../../shared/model/consent.ts";
import type { ChoiceWords } from "../words/choices/choice-words.ts";
import { fill } from "../words/speak.ts";
import { type Subject, subjectTitles } from "./subject-titles.ts";

export interface RecordProps {
  /** What was agreed to or stopped, newest first. */
  readonly record: readonly {
    readonly id: string;
    readonly date: string;
    readonly agreed: boolean;
    readonly what: Subject;
    /** Set where it was about one topic, and the page may name it. */
    readonly product?: string | undefined;
    readonly method: ConsentMethod;
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

/** The person's own record: how consent came about, what was sent, a copy, whom to write to. Closed, but never far. */
export function RecordSection(
  props: RecordProps & { readonly words: ChoiceWords; readonly attested: boolean },
) {
  const { words, record, sent, privacyEmail, attested } = props;
  const { choices } = words;
  const titles = subjectTitles(words);
  const [beforeMail = "", afterMail = ""] = choices.officer.split("{email}");
  return (
    <section>
      <h2>{choices.record}</h2>
      <details>
        <summary>{choices.how}</summary>
        {record.length === 0 && <p>{choices.howNothing}</p>}
        <ul>
          {record.map(({ id, date, what, product, agreed, method }) => (
            <li key={id} class="row meta">
              <span>
                {date}: {titles[what]}
                {product !== undefined && ` (${product})`}, {agreed ? choices.agreed : choices.withdrew},{" "}
                {words.method[method]}
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
      {attested && (
        <p class="mid">
          <a href="/choices/record" download>
            {choices.download}
          </a>
        </p>
      )}
      <p class="meta note">
        {beforeMail}
        <a href={`mailto:${privacyEmail}`}>{privacyEmail}</a>
        {afterMail}
      </p>
    </section>
  );
}
