/** @jsxImportSource preact */
import { renderPage } from "../page.tsx";

/** Everything the door says in one language; the caller has filled in the names. */
export interface VisitDoorWords {
  readonly title: string;
  readonly lead: string;
  readonly whom: string;
  readonly nothing: string;
  readonly send: string;
  readonly sendEffect: string;
  readonly track: string;
  readonly trackEffect: string;
  readonly share: string;
  readonly shareEffect: string;
  readonly address: string;
  readonly addressHint: string;
  readonly agree: string;
  readonly decline: string;
  readonly texts: string;
  readonly problems: Readonly<Record<"address" | "blocked" | "stopped" | "nothing" | "share", string>>;
  readonly sent: { readonly title: string; readonly text: string };
  readonly declined: { readonly title: string; readonly text: string };
  readonly ended: { readonly title: string; readonly text: string };
}

export type VisitDoorProblem = keyof VisitDoorWords["problems"];

export interface VisitDoorProps {
  readonly lang: string;
  readonly words: VisitDoorWords;
  readonly company: string;
  readonly postalAddress: string;
  /** What was sent back with a problem; nothing is ever ticked before the visitor ticks it. */
  readonly given?: {
    readonly email: string;
    readonly uses: readonly string[];
    readonly problem: VisitDoorProblem;
  };
}

/** The page behind the code on a rep's screen: who asks, what for, unticked boxes and two equal buttons. */
export function visitDoorPage({ lang, words, company, postalAddress, given }: VisitDoorProps): string {
  const box = (name: string, label: string, effect: string) => (
    <label class="check">
      <input type="checkbox" name={name} value="yes" checked={given?.uses.includes(name) === true} />
      <span>
        <b>{label}</b>
        <br />
        <span class="meta">{effect}</span>
      </span>
    </label>
  );
  const addressWrong = given !== undefined && ["address", "blocked", "stopped"].includes(given.problem);
  return renderPage({
    lang,
    title: words.title,
    company,
    foot: <p>{postalAddress}</p>,
    body: (
      <>
        <h1>{words.title}</h1>
        <p>{words.lead}</p>
        <p class="lead note">{words.whom}</p>
        <form method="post">
          {given !== undefined && (
            <p class="card problem" role="alert" id="problem">
              {words.problems[given.problem]}
            </p>
          )}
          <fieldset>
            <legend>{words.nothing}</legend>
            <div class="card">
              {box("send", words.send, words.sendEffect)}
              {box("track_individual", words.track, words.trackEffect)}
              {box("share_with_rep", words.share, words.shareEffect)}
            </div>
          </fieldset>
          <h2>
            <label for="email">{words.address}</label>
          </h2>
          <input
            class="field"
            id="email"
            name="email"
            type="email"
            autocomplete="email"
            maxLength={254}
            value={given?.email ?? ""}
            aria-describedby={addressWrong ? "problem hint" : "hint"}
            aria-invalid={addressWrong}
          />
          <p class="meta" id="hint">
            {words.addressHint}
          </p>
          <div class="two">
            <button type="submit" name="answer" value="agree">
              {words.agree}
            </button>
            <button type="submit" name="answer" value="decline" formNoValidate>
              {words.decline}
            </button>
          </div>
        </form>
        <p class="meta more">{words.texts}</p>
      </>
    ),
  });
}
