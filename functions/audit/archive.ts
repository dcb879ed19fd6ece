import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBStreamEvent } from "aws-lambda";
import { AuditLink } from "../../shared/contracts/audit.ts";
import { DAY } from "../../shared/model/time.ts";
import type { Clock } from "../runtime/clock.ts";
import { type DayRoot, dayRoot } from "./chain.ts";

/** Prefixes of the object-locked archive bucket. */
export const ARCHIVE_PREFIX = { links: "links/", roots: "roots/" } as const;

export interface ArchiveDeps {
  readonly objects: S3Client;
  readonly bucket: string;
}

/**
 * Copies new links of the audit table into the locked archive, one file a batch and day of the links' own instant.
 * Named after the batch's first sequence number: a repeated batch adds a locked version, never removes one.
 */
export function makeArchive(deps: ArchiveDeps) {
  return async (event: DynamoDBStreamEvent): Promise<void> => {
    const byDay = new Map<string, AuditLink[]>();
    for (const record of event.Records) {
      const image = record.dynamodb?.NewImage;
      if (image === undefined) continue;
      const link = AuditLink.parse(unmarshall(image as Record<string, AttributeValue>));
      const day = link.at.slice(0, 10);
      byDay.set(day, [...(byDay.get(day) ?? []), link]);
    }
    const first = event.Records[0]?.dynamodb?.SequenceNumber ?? "0";
    for (const [day, links] of byDay) {
      const body = links.map((link) => `${JSON.stringify(link)}\n`).join("");
      await deps.objects.send(
        new PutObjectCommand({
          Bucket: deps.bucket,
          Key: `${ARCHIVE_PREFIX.links}${day}/${first}.jsonl`,
          Body: body,
          ContentType: "application/x-ndjson",
        }),
      );
    }
  };
}

/** Reads the archived links of a day. */
export async function readArchivedLinks(deps: ArchiveDeps, day: string): Promise<AuditLink[]> {
  const links: AuditLink[] = [];
  for (const key of await keysBelow(deps, `${ARCHIVE_PREFIX.links}${day}/`)) {
    const text = await readText(deps, key);
    for (const line of (text ?? "").split("\n"))
      if (line !== "") links.push(AuditLink.parse(JSON.parse(line)));
  }
  return links;
}

/** Keys below a prefix, in order. */
export async function keysBelow(deps: ArchiveDeps, prefix: string): Promise<string[]> {
  const keys: string[] = [];
  let token: string | undefined;
  do {
    const page = await deps.objects.send(
      new ListObjectsV2Command({
        Bucket: deps.bucket,
        Prefix: prefix,
        ...(token === undefined ? {} : { ContinuationToken: token }),
      }),
    );
    keys.push(...(page.Contents ?? []).flatMap((object) => object.Key ?? []));
    token = page.NextContinuationToken;
  } while (token !== undefined);
  return keys;
}

/** The root of a day that was sealed; undefined when it was not. */
export async function readDayRoot(deps: ArchiveDeps, day: string): Promise<DayRoot | undefined> {
  const text = await readText(deps, `${ARCHIVE_PREFIX.roots}${day}.json`);
  return text === undefined ? undefined : (JSON.parse(text) as DayRoot);
}

async function readText(deps: ArchiveDeps, key: string): Promise<string | undefined> {
  try {
    const object = await deps.objects.send(new GetObjectCommand({ Bucket: deps.bucket, Key: key }));
    return await object.Body?.transformToString();
  } catch (error) {
    if (error instanceof Error && error.name === "NoSuchKey") return undefined;
    throw error;
  }
}

/**
 * Seals every day that is over and has no root yet, oldest first: yesterday is sealed two hours after midnight UTC, so
 * that late stream batches are in. Links of a day without events give a root too, so that a gap cannot hide.
 */
export function makeSealDays(deps: ArchiveDeps & { readonly clock: Clock }) {
  return async (): Promise<void> => {
    const sealed = (await keysBelow(deps, ARCHIVE_PREFIX.roots))
      .at(-1)
      ?.slice(ARCHIVE_PREFIX.roots.length, -".json".length);
    const start = sealed === undefined ? await firstDay() : nextDay(sealed);
    if (start === undefined) return;
    let previous = sealed === undefined ? undefined : (await readDayRoot(deps, sealed))?.root;
    const settled = deps.clock() - DAY - 2 * 60 * 60 * 1000;
    for (let day = start; Date.parse(day) <= settled; day = nextDay(day)) {
      const root = dayRoot(day, await readArchivedLinks(deps, day), previous);
      await deps.objects.send(
        new PutObjectCommand({
          Bucket: deps.bucket,
          Key: `${ARCHIVE_PREFIX.roots}${day}.json`,
          Body: JSON.stringify(root),
          ContentType: "application/json",
          IfNoneMatch: "*",
        }),
      );
      previous = root.root;
    }
  };

  async function firstDay(): Promise<string | undefined> {
    const first = (await keysBelow(deps, ARCHIVE_PREFIX.links))[0];
    return first?.slice(ARCHIVE_PREFIX.links.length, ARCHIVE_PREFIX.links.length + 10);
  }
}

/** The day after a day, `YYYY-MM-DD`. */
function nextDay(day: string): string {
  return new Date(Date.parse(day) + DAY).toISOString().slice(0, 10);
}
