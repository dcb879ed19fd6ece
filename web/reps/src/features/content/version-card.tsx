import { IconFileText, IconPhotoOff, IconPlayerPlayFilled } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { readingSeconds } from "../../../../../shared/model/reading-text.ts";
import { VersionChip } from "../../ui/chip.tsx";
import { countriesIn } from "../../ui/places.ts";
import { excerpt, marked, type Version } from "./library-search.ts";
import type { Poster } from "./use-posters.ts";
import classes from "./version-card.module.css";
import { EndChip, filmLength, kindWord, majorWord, StateChip, whyNot } from "./version-words.tsx";

/** A piece of content with what was found in it. As a card, or as a row with `row`. */
export function VersionCard(props: {
  readonly version: Version;
  readonly poster: Poster | undefined;
  readonly words: string;
  readonly now: number;
  readonly row: boolean;
}) {
  const { version, poster, words, now, row } = props;
  const { readingText } = version;
  const inReading =
    readingText === undefined ? undefined : excerpt(readingText.replace(/^#\s+/gm, ""), words);
  const found = excerpt(version.safetyText, words) ?? inReading;
  const why = whyNot(version, now);
  const code = version.materialCodes?.[0]?.code;
  const more = (version.materialCodes?.length ?? 0) - 1;
  return (
    <li className={classes.card} data-form={row ? "row" : "card"} data-ended={why !== undefined}>
      <div className={classes.picture}>
        {readingText !== undefined ? (
          <>
            <IconFileText className={classes.none} size={40} stroke={1.25} aria-hidden />
            <span className={classes.length}>
              {kindWord("document")}, {readingSeconds(readingText) / 60} min
            </span>
          </>
        ) : poster === undefined ? (
          <IconPhotoOff className={classes.none} size={24} stroke={1.5} aria-hidden />
        ) : (
          <>
            <img src={poster.poster} alt="" loading="lazy" decoding="async" />
            <span className={classes.length}>
              <IconPlayerPlayFilled size={12} aria-hidden />
              {filmLength(poster.durationSeconds)}
            </span>
          </>
        )}
      </div>
      <div className={classes.words}>
        <h2 className={classes.title}>
          <Link
            className={classes.link}
            to="/library/$versionId"
            params={{ versionId: version.versionId }}
            data-row
          >
            <Marks text={version.title} words={words} />
          </Link>
        </h2>
        {found === undefined ? (
          <p className={classes.note}>{why ?? `${version.product} for ${countriesIn(version.countries)}`}</p>
        ) : (
          <p className={classes.note}>
            <IconFileText size={14} stroke={1.75} aria-hidden />{" "}
            {found === inReading ? "Text" : "Safety text"}: “
            <Marks text={found} words={words} />”
          </p>
        )}
        <p className={classes.foot}>
          <StateChip state={version.state} />
          <EndChip version={version} now={now} />
          {version.major !== undefined && <VersionChip>{majorWord(version)}</VersionChip>}
          {code !== undefined && (
            <span className={classes.code}>
              {code}
              {more > 0 && ` and ${more} more`}
            </span>
          )}
        </p>
      </div>
    </li>
  );
}

function Marks({ text, words }: { readonly text: string; readonly words: string }) {
  return marked(text, words).map(({ text: piece, hit }, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text have no other name
    hit ? <mark key={index}>{piece}</mark> : piece,
  );
}
