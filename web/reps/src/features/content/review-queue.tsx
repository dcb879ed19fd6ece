import { Link } from "@tanstack/react-router";
import type { RefObject } from "react";
import { relative } from "../../ui/time.ts";
import type { Version } from "./library-search.ts";
import classes from "./review-queue.module.css";
import { usePosters } from "./use-posters.ts";

const KEYS = [
  ["N", "next"],
  ["P", "previous"],
  ["C", "comment"],
  ["A", "sign"],
] as const;

/** What waits for a review, the longest waiting first. */
export function ReviewQueue(props: {
  readonly queue: readonly Version[];
  readonly open: string;
  readonly now: number;
  readonly list: RefObject<HTMLUListElement | null>;
}) {
  const { queue, open, now, list } = props;
  const ids = queue.map(({ versionId }) => versionId as string);
  const posters = usePosters(ids, new Set(ids));
  return (
    <nav aria-labelledby="queue">
      <h2 id="queue" className={classes.heading}>
        Waiting, longest first <span className={classes.count}>{queue.length}</span>
      </h2>
      {queue.length === 0 && <p className={classes.note}>Nothing waits for a review.</p>}
      <ul className={classes.list} ref={list}>
        {queue.map((version) => {
          const poster = posters.get(version.versionId);
          return (
            <li key={version.versionId}>
              <Link
                className={classes.row}
                to="/review/$versionId"
                params={{ versionId: version.versionId }}
                {...(version.versionId === open ? { "aria-current": "true" as const } : {})}
                data-row
              >
                <span className={classes.picture}>
                  {poster !== undefined && <img src={poster.poster} alt="" loading="lazy" />}
                </span>
                <span className={classes.words}>
                  <span className={classes.title}>{version.title}</span>
                  <span className={classes.note}>
                    {version.author.name},{" "}
                    <span className={classes.when}>
                      {relative(version.submittedAt ?? version.createdAt, now)}
                    </span>
                  </span>
                </span>
              </Link>
            </li>
          );
        })}
      </ul>
      <p className={classes.keys}>
        {KEYS.map(([key, word]) => (
          <span key={key}>
            <kbd>{key}</kbd> {word}
          </span>
        ))}
      </p>
    </nav>
  );
}
