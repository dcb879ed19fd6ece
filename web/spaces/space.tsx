/** @jsxImportSource preact */
import { renderPage } from "./page.tsx";

/** A film as the page plays it. Addresses are signed and end after an hour. */
export interface SpaceVideo {
  readonly versionId: string;
  readonly title: string;
  readonly poster: string;
  /** Best first; `media` narrows a source to small screens. */
  readonly sources: readonly { readonly src: string; readonly height: number }[];
  readonly width: number;
  readonly height: number;
  /** Shown with the film, never one tap away (LINT-1). */
  readonly safetyText: string;
  readonly materialCode: string;
}

export interface SpaceProps {
  readonly lang: string;
  readonly company: string;
  readonly videos: readonly SpaceVideo[];
  /** How many pieces were arranged but may no longer be shown. */
  readonly withdrawn: number;
}

/** The space: every piece with its safety information, useful without script. */
export function spacePage({ lang, company, videos, withdrawn }: SpaceProps): string {
  return renderPage({
    lang,
    title: `Information from ${company}`,
    scripts: ["/assets/attention.js"],
    body: (
      <>
        <h1>For you from {company}</h1>
        {videos.map((video) => (
          <article key={video.versionId} class="card" data-version={video.versionId}>
            <h2>{video.title}</h2>
            {/* biome-ignore lint/a11y/useMediaCaption: captions are part of the media issue; until then the safety text stands below as text */}
            <video
              controls
              preload="none"
              playsInline
              poster={video.poster}
              width={video.width}
              height={video.height}
            >
              {video.sources.map((source) => (
                <source key={source.src} src={source.src} type="video/mp4" />
              ))}
            </video>
            <section class="safety" aria-label="Important safety information">
              <h3>Important safety information</h3>
              <p>{video.safetyText}</p>
            </section>
            <p class="meta">{video.materialCode}</p>
          </article>
        ))}
        {withdrawn > 0 && (
          <p class="card">
            This information has been updated or withdrawn. Ask your {company} contact, or see the current
            prescribing information.
          </p>
        )}
        {videos.length === 0 && withdrawn === 0 && <p class="card">There is nothing here yet.</p>}
      </>
    ),
  });
}

/** Without a visit in the cookie there is no space to show. */
export function visitEndedPage(lang: string, company: string): string {
  return renderPage({
    lang,
    title: `Information from ${company}`,
    body: (
      <>
        <h1>Your visit has ended</h1>
        <p>Open the link in your message again. Everything is still there.</p>
      </>
    ),
  });
}
