/** @jsxImportSource preact */
import type { ComponentChildren } from "preact";
import { Icon } from "./page.tsx";
import { piecePage } from "./piece-page.tsx";
import { withLang } from "./rights.tsx";
import type { VisitProps } from "./visit-frame.tsx";
import { fill, lengthText } from "./words/speak.ts";
import type { PageLanguage, Words } from "./words/words.ts";

/** A film as a page plays it. Addresses are signed and end after an hour. */
export interface Film {
  readonly kind: "film";
  readonly versionId: string;
  readonly title: string;
  readonly seconds: number;
  readonly isNew: boolean;
  readonly poster: string;
  /** Best first. */
  readonly sources: readonly { readonly src: string; readonly height: number }[];
  readonly width: number;
  readonly height: number;
  /** Shown with the film, never one tap away (LINT-1). */
  readonly safetyText: string;
  readonly materialCode: string;
}

interface FilmProps {
  readonly words: Words;
  readonly film: Film;
}

/** A piece of the page that is a film; what is counted belongs to it. */
export function FilmArticle(
  props: VisitProps & { readonly film: Film; readonly children: ComponentChildren },
) {
  const { film, counted, visit } = props;
  return (
    <article
      class="film"
      data-version={film.versionId}
      data-visit={visit}
      data-seconds={counted ? film.seconds : undefined}
    >
      {props.children}
    </article>
  );
}

/**
 * The film as a picture to press. It leads to the film's own page; the script plays it here instead (play-here.ts). Its
 * size is known before it comes, so that nothing shifts.
 */
export function FilmPicture(props: FilmProps & { readonly chosen: PageLanguage | undefined }) {
  const { words, film, chosen } = props;
  return (
    <>
      <a
        class="play"
        href={withLang(`/space/${film.versionId}`, chosen)}
        aria-label={fill(words.space.play, { title: film.title })}
      >
        <img src={film.poster} width={film.width} height={film.height} alt="" fetchpriority="high" />
        <span>
          <Icon name="play" size={30} />
        </span>
      </a>
      <template>
        <FilmPlayer words={words} film={film} />
      </template>
    </>
  );
}

/** The browser's own player. Nothing plays by itself. Its size is known before its picture, so that nothing shifts. */
export function FilmPlayer({ words, film }: FilmProps) {
  return (
    <>
      {/* biome-ignore lint/a11y/useMediaCaption: films have no captions yet; what is promised about a medicine stands on the page as text */}
      <video
        controls
        preload="none"
        playsInline
        poster={film.poster}
        width={film.width}
        height={film.height}
        aria-label={film.title}
      >
        {film.sources.map((source) => (
          <source key={source.src} src={source.src} type="video/mp4" />
        ))}
        {words.space.unplayable}
      </video>
    </>
  );
}

/** How long a film takes, and where it goes on for somebody who left it; only who is counted is remembered. */
export function FilmLength({ words, film, counted }: FilmProps & { readonly counted: boolean }) {
  const { space } = words;
  return (
    <p class="meta">
      {fill(space.video, { length: lengthText(film.seconds) })}
      {counted && <span data-go-on={` · ${space.goesOn}`} hidden />}
    </p>
  );
}

export interface VideoProps extends VisitProps {
  /** Absent when it may no longer be shown, or never was this person's: they look alike. */
  readonly film?: Film | undefined;
}

/** One film, in the browser's own player. */
export function videoPage(props: VideoProps): string {
  const { film, counted } = props;
  return piecePage(
    props,
    film && {
      ...film,
      shown: (words) => (
        <FilmArticle {...props} film={film}>
          <FilmPlayer words={words} film={film} />
          <FilmLength words={words} film={film} counted={counted} />
        </FilmArticle>
      ),
    },
  );
}
