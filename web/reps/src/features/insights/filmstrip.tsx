import { useEffect, useRef, useState } from "react";
import { useCall } from "../../app/api.tsx";
import classes from "./charts.module.css";
import type { VersionInsight } from "./watch-picture.ts";

const FRAMES = 8;
const RENEW_MS = 10 * 60_000;

/**
 * The film's own frames above its seconds, drawn from the smallest rendition; the poster where they cannot be drawn, and
 * an empty strip for a film that is not in use any more.
 */
export function Filmstrip({
  versionId,
  seconds,
}: {
  readonly versionId: VersionInsight["versionId"];
  readonly seconds: number;
}) {
  const media = useCall("readVersionMedia", { params: { versionId } }, { every: RENEW_MS });
  const [failed, setFailed] = useState(false);
  const film = media.data?.films.at(-1)?.url;
  if (media.data === undefined || film === undefined) return <div className={classes.strip} />;
  if (failed)
    return (
      <div className={classes.strip}>
        {Array.from({ length: FRAMES }, (_, frame) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
          <img key={frame} className={classes.frame} src={media.data.poster} alt="" />
        ))}
      </div>
    );
  return <Frames film={film} seconds={seconds} onFail={() => setFailed(true)} />;
}

/** Draws one frame after the other: the film is sought through once, and a few ranges of it are loaded. */
function Frames({
  film,
  seconds,
  onFail,
}: {
  readonly film: string;
  readonly seconds: number;
  readonly onFail: () => void;
}) {
  const strip = useRef<HTMLDivElement>(null);
  // a renewed address is the same film: what is drawn stays
  const [source] = useState(film);
  useEffect(() => {
    const video = document.createElement("video");
    video.muted = true;
    video.preload = "auto";
    video.playsInline = true;
    const canvases = [...(strip.current?.querySelectorAll("canvas") ?? [])];
    let frame = 0;
    const seek = () => {
      video.currentTime = Math.min(((frame + 0.5) * seconds) / FRAMES, Math.max(0, video.duration - 0.1));
    };
    const draw = () => {
      const canvas = canvases[frame];
      const picture = canvas?.getContext("2d");
      if (canvas === undefined || picture === null || picture === undefined) return;
      canvas.width = 192;
      canvas.height = Math.max(1, Math.round((192 * video.videoHeight) / Math.max(1, video.videoWidth)));
      picture.drawImage(video, 0, 0, canvas.width, canvas.height);
      frame += 1;
      if (frame < canvases.length) seek();
      else video.removeAttribute("src");
    };
    video.addEventListener("loadeddata", seek, { once: true });
    video.addEventListener("seeked", draw);
    video.addEventListener("error", onFail, { once: true });
    video.src = source;
    return () => {
      video.removeEventListener("seeked", draw);
      video.removeEventListener("error", onFail);
      video.removeAttribute("src");
      video.load();
    };
  }, [source, seconds, onFail]);
  return (
    <div className={classes.strip} ref={strip}>
      {Array.from({ length: FRAMES }, (_, frame) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
        <canvas key={frame} className={classes.frame} />
      ))}
    </div>
  );
}
