/** @jsxImportSource preact */
import { AskSection } from "./ask-section.tsx";
import { readingLine } from "./document.tsx";
import { Gone } from "./gone.tsx";
import { Icon, renderPage } from "./page.tsx";
import { withLang } from "./rights.tsx";
import { Safety } from "./safety.tsx";
import { type Film, FilmArticle, FilmLength, FilmPicture, FilmPlayer } from "./video.tsx";
import { ChoicesLink, VisitFoot, type VisitProps } from "./visit-frame.tsx";
import { fill, lengthText, sentence, wordsFor } from "./words/speak.ts";
import type { Words } from "./words/words.ts";

export interface SpaceProps extends VisitProps {
  /** As mails address the person; absent for a colleague, who is told no name. */
  readonly name?: string | undefined;
  readonly rep?: string | undefined;
  /** Day of the message that the visit came from. */
  readonly sentOn?: string | undefined;
  /** The first piece, what fits into the time, and the rest. */
  readonly first?: Film | (SpaceItem & { readonly kind: "document" }) | undefined;
  readonly fits: readonly SpaceItem[];
  readonly later: readonly SpaceItem[];
  readonly time?: "2" | "5" | undefined;
  /** Minutes of everything. */
  readonly minutes: number;
  /** What was not here at the last visit, and its day; only for somebody who agreed to be counted. */
  readonly fresh?: { readonly count: number; readonly date: string } | undefined;
  /** Every safety text once, of all pieces on the page. */
  readonly safetyTexts: readonly string[];
  readonly codes: readonly string[];
  /** How many pieces were arranged but may no longer be shown. */
  readonly withdrawn: number;
  /** A preview in a frame, which leads nowhere and runs no script: its film plays in the browser's own player at once. */
  readonly still?: boolean;
}

/** A piece in the list; it has its own page. */
export interface SpaceItem {
  readonly kind: "film" | "document";
  readonly versionId: string;
  readonly title: string;
  /** How long it plays, or takes to read. */
  readonly seconds: number;
  readonly isNew: boolean;
}

/** The space: useful within two minutes, complete without script, safety information always in sight. */
export function spacePage(props: SpaceProps): string {
  const { company, first, fits, later, time, fresh } = props;
  const words = wordsFor(props.lang);
  const { space } = words;
  const rep = props.rep ?? words.yourContact;
  const several = fits.length + later.length > 0;
  return renderPage({
    lang: words.lang,
    title: fill(words.information, { company }),
    company,
    aside: <ChoicesLink words={words} {...props} />,
    foot: <VisitFoot words={words} {...props} />,
    scripts:
      first?.kind === "film" && props.still !== true
        ? [props.counted ? "/assets/attention.js" : "/assets/play.js"]
        : [],
    body: (
      <>
        <h1>
          {props.name === undefined
            ? fill(space.forColleague, { company })
            : fill(space.forName, { name: props.name })}
        </h1>
        {first?.kind === "document" && <LeadCard words={words} item={first} {...props} />}
        {first?.kind === "film" && (
          <FilmArticle {...props} film={first}>
            {props.still === true ? (
              <FilmPlayer words={words} film={first} />
            ) : (
              <FilmPicture words={words} film={first} chosen={props.chosen} />
            )}
            <h2 lang={props.contentLang}>
              {first.title}
              {first.isNew && <span class="new">{space.fresh}</span>}
            </h2>
            <FilmLength words={words} film={first} counted={props.counted} />
          </FilmArticle>
        )}
        {props.sentOn !== undefined && (
          <p class="meta">{sentence(fill(space.sent, { rep, date: props.sentOn }))}</p>
        )}
        {several && props.minutes > 2 && <TimeChooser words={words} {...props} />}
        {(time !== undefined || fresh !== undefined) && (
          <p class="meta">
            {time !== undefined && `${fill(space.fits, { n: time })} `}
            {fresh !== undefined && fresh.count > 0 && (
              <span class="fresh">{fill(space.freshSince, { n: fresh.count, date: fresh.date })}</span>
            )}
          </p>
        )}
        <Items words={words} title={space.more} items={fits} {...props} />
        <Items words={words} title={space.later} items={later} {...props} />
        {props.withdrawn > 0 && <Gone words={words} {...props} />}
        {first === undefined && props.withdrawn === 0 && <p class="card pad">{space.empty}</p>}
        <AskSection words={words} {...props} />
        {props.safetyTexts.length > 0 && (
          <Safety
            words={words}
            lang={props.contentLang}
            company={company}
            texts={props.safetyTexts}
            contacts={props.contacts}
            prescribing={props.prescribing}
            codes={props.codes}
          />
        )}
      </>
    ),
  });
}

/** A document in the first place: it is read on its own page. */
function LeadCard(
  props: VisitProps & {
    readonly words: Words;
    readonly item: SpaceItem;
  },
) {
  const { words, item, chosen, contentLang } = props;
  return (
    <article class="card pad lead-card">
      <h2 lang={contentLang}>
        {item.title}
        {item.isNew && <span class="new">{words.space.fresh}</span>}
      </h2>
      <p class="meta">{readingLine(words, item.seconds)}</p>
      <a class="btn" href={withLang(`/space/${item.versionId}`, chosen)} data-item={item.versionId}>
        <Icon name="document" />
        {words.space.read}
      </a>
    </article>
  );
}

/** "How long do you have?" as links, so that it needs no script. */
function TimeChooser(props: SpaceProps & { readonly words: Words }) {
  const { words, time, chosen } = props;
  const { space } = words;
  const options = [
    { time: "2", text: fill(space.minutes, { n: 2 }) },
    ...(props.minutes > 5 ? [{ time: "5", text: fill(space.minutes, { n: 5 }) }] : []),
    { time: undefined, text: fill(space.all, { n: props.minutes }) },
  ];
  return (
    <nav aria-label={space.howLong}>
      <h2>{space.howLong}</h2>
      <div class="seg">
        {options.map((option) => (
          <a
            key={option.text}
            href={withLang(option.time === undefined ? "/space" : `/space?time=${option.time}`, chosen)}
            aria-current={option.time === time ? "true" : undefined}
          >
            {option.text}
          </a>
        ))}
      </div>
    </nav>
  );
}

function Items(
  props: VisitProps & {
    readonly words: Words;
    readonly title: string;
    readonly items: readonly SpaceItem[];
  },
) {
  const { words, title, items, chosen } = props;
  if (items.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <ul>
        {items.map((item) => (
          <li key={item.versionId}>
            <a class="item" href={withLang(`/space/${item.versionId}`, chosen)} data-item={item.versionId}>
              <span class={item.kind === "film" ? "thumb" : "thumb leaf"}>
                <Icon name={item.kind === "film" ? "play" : "document"} size={22} />
              </span>
              <span>
                <h3 lang={props.contentLang}>
                  {item.title}
                  {item.isNew && <span class="new">{words.space.fresh}</span>}
                </h3>
                <span class="meta">
                  {item.kind === "film"
                    ? fill(words.space.video, { length: lengthText(item.seconds) })
                    : readingLine(words, item.seconds)}
                </span>
              </span>
              <Icon name="right" />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
