/** @jsxImportSource preact */
import { Icon, renderPage } from "../page.tsx";
import { LanguageSwitch, RightsNav, withLang } from "../rights.tsx";
import { type ChoiceWords, choiceWordsFor } from "../words/choices/choice-words.ts";
import { fill, sentence } from "../words/speak.ts";
import type { PageLanguage } from "../words/words.ts";
import { type AboutProps, AboutSections } from "./about-sections.tsx";
import { ChoiceForm, type FormPlace } from "./choice-form.tsx";
import { DoneLine, type DoneProps } from "./done-line.tsx";
import { type HoursProps, HoursSection } from "./hours-section.tsx";
import { LanguageSection } from "./language-section.tsx";
import { type OftenProps, OftenSection } from "./often-section.tsx";
import { type RecordProps, RecordSection } from "./record-section.tsx";
import { RepSees, type RepSeesProps } from "./rep-sees.tsx";
import { SwitchRow } from "./switch-row.tsx";

/** How a channel stands. */
export interface ChannelChoice {
  readonly channel: "email" | "sms";
  /** Masked; absent when there is none on record. */
  readonly address: string | undefined;
  readonly on: boolean;
  readonly state: keyof ChoiceWords["choices"]["state"];
  /** Whether the channel is used in this country at all. */
  readonly open: boolean;
  readonly startable: boolean;
  /** Messages to the address came back. */
  readonly bounced: boolean;
}

export interface ChoicesProps
  extends RecordProps,
    RepSeesProps,
    AboutProps,
    OftenProps,
    HoursProps,
    DoneProps,
    FormPlace {
  readonly lang: string;
  /** Whether the person attested: otherwise there is no way back to the space from here. */
  readonly attested: boolean;
  readonly name: string | undefined;
  readonly rep: string | undefined;
  readonly stopped: boolean;
  readonly channels: readonly ChannelChoice[];
  /** The language in which the person is spoken to. */
  readonly speaks: PageLanguage;
  readonly uses: readonly {
    readonly use: "track_individual" | "share_with_rep" | "profile";
    readonly on: boolean;
  }[];
  /** Whether e-mails may tell that they were opened; it can only be turned off. */
  readonly opens: boolean;
}

/** The preference centre: stop first, then every choice as one form that saves at once. */
export function choicesPage(props: ChoicesProps): string {
  const { company, base, chosen } = props;
  const words = choiceWordsFor(props.lang);
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
        <section>
          <h2 id="reach">{choices.reach}</h2>
          <ul class="card">
            {props.channels.map((one) => (
              <ChannelRow key={one.channel} words={words} choice={one} base={base} chosen={chosen} />
            ))}
          </ul>
          <p class="meta note">{choices.wrongAddress}</p>
        </section>
        <AboutSections words={words} {...props} />
        <OftenSection words={words} {...props} />
        <HoursSection words={words} {...props} />
        <Counted words={words} {...props} rep={rep} />
        <LanguageSection words={words} base={base} speaks={props.speaks} />
        <RepSees words={words} base={base} chosen={chosen} rep={rep} repSees={props.repSees} />
        <RecordSection words={words} {...props} />
      </div>
    ),
  });
}

const USE_WORDS = { track_individual: "track", share_with_rep: "share", profile: "profile" } as const;

/** Each use of data with what becomes of it when it is off. */
function Counted(
  props: Pick<ChoicesProps, "uses" | "opens"> &
    FormPlace & { readonly words: ChoiceWords; readonly rep: string },
) {
  const { words, rep, base, chosen, opens } = props;
  const { choices } = words;
  const [title, never] = choices.opens;
  return (
    <section>
      <h2>{choices.counted}</h2>
      <ul class="card">
        {props.uses.map(({ use, on }) => {
          const [name, effect] = choices[USE_WORDS[use]];
          return (
            <SwitchRow
              key={use}
              change={use}
              title={sentence(fill(name, { rep }))}
              effect={effect}
              on={on}
              base={base}
              chosen={chosen}
            />
          );
        })}
        <SwitchRow
          change="track_opens"
          title={title}
          effect={opens ? choices.opensOn : never}
          on={opens}
          fixed={!opens}
          base={base}
          chosen={chosen}
        />
      </ul>
    </section>
  );
}

function StopBox({ words, base, chosen, stopped }: ChoicesProps & { readonly words: ChoiceWords }) {
  const { choices } = words;
  return (
    <ChoiceForm base={base} chosen={chosen} change={stopped ? "start" : "stop"} class="card pad stop-all-box">
      <h2>{stopped ? choices.stopped : choices.stopTitle}</h2>
      <p class="meta">{stopped ? choices.startText : choices.stopText}</p>
      <button type="submit" class="stop-all">
        {!stopped && <Icon name="stop" />}
        {stopped ? choices.startButton : choices.stopButton}
      </button>
    </ChoiceForm>
  );
}

function ChannelRow(props: FormPlace & { readonly words: ChoiceWords; readonly choice: ChannelChoice }) {
  const { choices } = props.words;
  const { channel, address, on, state, open, startable, bounced } = props.choice;
  const why = () => {
    if (address === undefined) return choices.noAddress[channel];
    if (!open) return choices.closed;
    if (bounced) return choices.bounced;
    return on || startable ? choices.state[state] : `${choices.state[state]}. ${choices.askContact}`;
  };
  const effect = [address, why()].filter((part) => part !== undefined);
  return (
    <SwitchRow
      change={channel}
      title={choices.channel[channel]}
      effect={effect.join(" · ")}
      on={on}
      base={props.base}
      chosen={props.chosen}
      fixed={!on && !startable}
    />
  );
}
