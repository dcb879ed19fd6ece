/** @jsxImportSource preact */
import type { ChoiceChange } from "../../../shared/contracts/consent.ts";
import { Icon, renderPage } from "../page.tsx";
import { LangField, LanguageSwitch, RightsNav, withLang } from "../rights.tsx";
import { fill, sentence, wordsFor } from "../words/speak.ts";
import type { PageLanguage, Words } from "../words/words.ts";
import { DoneLine } from "./done-line.tsx";
import { type RecordProps, RecordSection } from "./record-section.tsx";
import { RepSees, type RepSeesProps } from "./rep-sees.tsx";
import { SwitchRow } from "./switch-row.tsx";

/** How a channel stands. */
export interface ChannelChoice {
  readonly channel: "email" | "sms";
  /** Masked; absent when there is none on record. */
  readonly address: string | undefined;
  readonly on: boolean;
  readonly state: keyof Words["choices"]["state"];
  /** Whether the channel is used in this country at all. */
  readonly open: boolean;
  readonly startable: boolean;
  /** Messages to the address came back. */
  readonly bounced: boolean;
}

export interface ChoicesProps extends RecordProps, RepSeesProps {
  readonly lang: string;
  readonly chosen?: PageLanguage | undefined;
  readonly company: string;
  /** Address of this page; every form posts to it. */
  readonly base: string;
  /** Whether the person attested: otherwise there is no way back to the space from here. */
  readonly attested: boolean;
  readonly name: string | undefined;
  readonly rep: string | undefined;
  readonly stopped: boolean;
  readonly channels: readonly ChannelChoice[];
  readonly pausedUntil: string | undefined;
  /** Most texts a week, most mails a month. */
  readonly caps: { readonly sms: number; readonly email: number };
  readonly uses: readonly {
    readonly use: "track_individual" | "share_with_rep" | "profile";
    readonly on: boolean;
  }[];
  readonly done?: ChoiceChange | undefined;
}

/** The preference centre: stop first, then every choice as one switch that saves at once. */
export function choicesPage(props: ChoicesProps): string {
  const { company, base, chosen } = props;
  const words = wordsFor(props.lang);
  const { choices } = words;
  const rep = props.rep ?? words.yourContact;
  return renderPage({
    lang: words.lang,
    title: fill(words.information, { company }),
    company,
    aside: <LanguageSwitch words={words} path={base} />,
    foot: <RightsNav words={words} lang={chosen} />,
    body: (
      <div class="choices">
        {props.attested && (
          <a class="back" href={withLang("/space", chosen)}>
            <Icon name="left" />
            {words.nav.back}
          </a>
        )}
        <h1>{choices.title}</h1>
        <p class="lead">
          {props.name !== undefined && `${props.name}. `}
          {choices.quick}
        </p>
        <DoneLine words={words} {...props} />
        <StopBox words={words} {...props} />
        <div class="cols">
          <section>
            <h2 id="reach">{choices.reach}</h2>
            <ul class="card">
              {props.channels.map((one) => (
                <ChannelRow key={one.channel} words={words} choice={one} base={base} chosen={chosen} />
              ))}
            </ul>
            <p class="meta note">{choices.wrongAddress}</p>
          </section>
          <section>
            <h2>{choices.counted}</h2>
            <ul class="card">
              {props.uses.map(({ use, on }) => {
                const [title, effect] = choices[USE_WORDS[use]];
                return (
                  <SwitchRow
                    key={use}
                    name={use}
                    title={sentence(fill(title, { rep }))}
                    effect={effect}
                    on={on}
                    base={base}
                    chosen={chosen}
                  />
                );
              })}
              <li class="row">
                <span>
                  <h3>{choices.opens[0]}</h3>
                  <span class="meta">{choices.opens[1]}</span>
                </span>
              </li>
            </ul>
          </section>
          <PauseSection words={words} {...props} />
          <RepSees words={words} rep={rep} repSees={props.repSees} />
        </div>
        <RecordSection
          words={words}
          record={props.record}
          sent={props.sent}
          privacyEmail={props.privacyEmail}
          attested={props.attested}
        />
      </div>
    ),
  });
}

const USE_WORDS = { track_individual: "track", share_with_rep: "share", profile: "profile" } as const;

function StopBox({ words, base, chosen, stopped }: ChoicesProps & { readonly words: Words }) {
  const { choices } = words;
  return (
    <form method="post" action={base} class="card pad stop-all-box">
      <input type="hidden" name="change" value={stopped ? "start" : "stop"} />
      <LangField lang={chosen} />
      <h2>{stopped ? choices.stopped : choices.stopTitle}</h2>
      <p class="meta">{stopped ? choices.startText : choices.stopText}</p>
      <button type="submit" class="stop-all">
        {!stopped && <Icon name="stop" />}
        {stopped ? choices.startButton : choices.stopButton}
      </button>
    </form>
  );
}

function ChannelRow(props: {
  readonly words: Words;
  readonly choice: ChannelChoice;
  readonly base: string;
  readonly chosen: PageLanguage | undefined;
}) {
  const { choices } = props.words;
  const { channel, address, on, state, open, startable, bounced } = props.choice;
  const title = choices.channel[channel];
  const why = () => {
    if (address === undefined) return choices.noAddress[channel];
    if (!open) return choices.closed;
    if (bounced) return choices.bounced;
    return on || startable ? choices.state[state] : `${choices.state[state]}. ${choices.askContact}`;
  };
  const effect = [address, why()].filter((part) => part !== undefined);
  return (
    <SwitchRow
      name={channel}
      title={title}
      effect={effect.join(" · ")}
      on={on}
      base={props.base}
      chosen={props.chosen}
      fixed={!on && !startable}
    />
  );
}

function PauseSection({ words, base, chosen, pausedUntil, caps }: ChoicesProps & { readonly words: Words }) {
  const { choices } = words;
  const days = pausedUntil === undefined ? (["30", "90"] as const) : (["off"] as const);
  return (
    <section>
      <h2>{choices.often}</h2>
      <p class="meta" id="often">
        {pausedUntil === undefined
          ? fill(choices.notPaused, caps)
          : fill(choices.paused, { date: pausedUntil })}
      </p>
      <form method="post" action={base} class="two">
        <input type="hidden" name="change" value="pause" />
        <LangField lang={chosen} />
        {days.map((to) => (
          <button key={to} type="submit" name="to" value={to}>
            {to === "off" ? choices.resume : fill(choices.pauseFor, { n: to })}
          </button>
        ))}
      </form>
    </section>
  );
}
