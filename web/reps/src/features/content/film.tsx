import { IconPhotoOff } from "@tabler/icons-react";
import { type RefObject, useEffect, useState } from "react";
import type { CallOutput } from "../../../../client/client.ts";
import { useCall } from "../../app/api.tsx";
import { Await } from "../../ui/await.tsx";
import { Block } from "../../ui/skeletons.tsx";
import classes from "./film.module.css";

type Media = CallOutput<"readVersionMedia">;

/**
 * The film of a version with its poster. Its address ends after a quarter of an hour; a film that is being watched keeps
 * the one it has until that no longer answers.
 */
export function Film(props: {
  readonly versionId: string;
  readonly title: string;
  readonly player?: RefObject<HTMLVideoElement | null>;
  readonly onTime?: (seconds: number) => void;
}) {
  const media = useCall("readVersionMedia", { params: { versionId: props.versionId } });
  return (
    <Await of={media} skeleton={<Block height={320} />}>
      {(found) => (
        <Player key={found.versionId} {...props} media={found} onRenew={() => void media.refetch()} />
      )}
    </Await>
  );
}

function Player(props: {
  readonly title: string;
  readonly player?: RefObject<HTMLVideoElement | null>;
  readonly onTime?: (seconds: number) => void;
  readonly media: Media;
  readonly onRenew: () => void;
}) {
  const { title, player, onTime, media, onRenew } = props;
  const [kept, setKept] = useState(media);
  const [lost, setLost] = useState(false);
  useEffect(() => {
    if (!lost) return;
    setKept(media);
    setLost(false);
  }, [media, lost]);
  const film = matchMedia("(max-width: 47.99em)").matches ? kept.films.at(-1) : kept.films[0];
  return (
    // biome-ignore lint/a11y/useMediaCaption: films have no caption files yet; what is said is part of the review
    <video
      ref={player}
      className={classes.film}
      aria-label={title}
      controls
      playsInline
      preload="metadata"
      poster={kept.poster}
      src={film?.url}
      style={film === undefined ? undefined : { aspectRatio: `${film.width} / ${film.height}` }}
      onTimeUpdate={({ currentTarget }) => onTime?.(currentTarget.currentTime)}
      onError={() => {
        setLost(true);
        onRenew();
      }}
    />
  );
}

/** In the place of a film that is not there. */
export function NoFilm({ children }: { readonly children: string }) {
  return (
    <div className={classes.none}>
      <IconPhotoOff size={28} stroke={1.5} aria-hidden />
      <p>{children}</p>
    </div>
  );
}

/** What a message shows of the film, moving as there. */
export function MailPreview({ versionId }: { readonly versionId: string }) {
  const media = useCall("readVersionMedia", { params: { versionId } });
  if (media.data === undefined) return null;
  const { preview } = media.data;
  return (
    <figure className={classes.preview}>
      <img
        src={preview.url}
        alt={preview.kind === "gif" ? "Moving preview, three seconds" : "Still preview"}
        loading="lazy"
      />
      <figcaption>
        {preview.kind === "gif" ? "A moving picture" : "A still picture"} of{" "}
        {Math.max(1, Math.round(preview.bytes / 1000))} kB
        {preview.kind === "gif" ? "" : ": no moving one stays small enough"}
      </figcaption>
    </figure>
  );
}
