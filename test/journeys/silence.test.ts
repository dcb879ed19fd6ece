import { DeleteCommand, GetCommand, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { beforeEach, describe, expect, it } from "vitest";
import { pdf, sendDocument } from "./document.ts";
import { film, settledAsset, uploadFilm } from "./film.ts";
import { until } from "./house.ts";
import { leap, openJourney } from "./journey.ts";
import { upload } from "./upload.ts";

const journey = openJourney();
const { house, aws, name } = journey;
const RECORDS = name("RECORDS_TABLE");
const NOW = "2026-11-24T12:00:00.000Z";
/** Later than the silence after which the reconciler asks. */
const LATER = "2026-11-24T12:20:00.000Z";

beforeEach(() => leap(journey, NOW));

const keyOf = (assetId: string) => ({ pk: `ASSET#${assetId}`, sk: "ASSET" });

async function record(assetId: string): Promise<Record<string, unknown>> {
  const { Item } = await aws.tables.send(
    new GetCommand({ TableName: RECORDS, Key: keyOf(assetId), ConsistentRead: true }),
  );
  if (Item === undefined) throw new Error(`there is no record of ${assetId}`);
  return Item;
}

/** Puts a record back to what it was before an event that then never came. */
async function putBack(item: Record<string, unknown>): Promise<void> {
  await aws.tables.send(new PutCommand({ TableName: RECORDS, Item: item }));
}

async function forgetJobs(assetId: string): Promise<void> {
  const { Items } = await aws.tables.send(
    new QueryCommand({
      TableName: RECORDS,
      KeyConditionExpression: "pk = :pk AND begins_with(sk, :jobs)",
      ExpressionAttributeValues: { ":pk": keyOf(assetId).pk, ":jobs": "JOB#" },
    }),
  );
  for (const { pk, sk } of Items ?? [])
    await aws.tables.send(new DeleteCommand({ TableName: RECORDS, Key: { pk, sk } }));
}

describe("an event that AWS delivers at best effort and that never came", () => {
  it("is made up for when it was the upload's: the film is prepared by the reconciler", async () => {
    const file = film();
    const body = { fileName: "film.webm", contentType: "video/webm", bytes: file.size };
    const { assetId, upload: ticket } = await house.as("marketer").call("startUpload", { body });
    const waiting = await record(assetId);
    await upload(ticket, file);
    const { state } = await settledAsset(house, assetId);
    expect(state).toBe("ready");
    await forgetJobs(assetId);
    await putBack(waiting);
    await house.setClock(LATER);
    await until("the conversion", async () => {
      const { state } = await house.as("marketer").call("readAsset", { params: { assetId } });
      return state === "transcoding" || state === "ready" ? state : undefined;
    });
    // the converter knows these jobs by their tokens and may have told of their ends before
    await house.setClock("2026-11-24T12:40:00.000Z");
    expect((await settledAsset(house, assetId)).state).toBe("ready");
  });

  it("is made up for when it was a document's: it is judged by the reconciler", async () => {
    const assetId = await sendDocument(house, pdf());
    expect((await settledAsset(house, assetId)).state).toBe("ready");
    const { file: _, pages: __, bytesSha256: ___, uses: ____, original, ...rest } = await record(assetId);
    const open = { gsi1pk: "ASSETS#open", gsi1sk: `${String(rest["heardAt"])}#${assetId}` };
    await putBack({ ...rest, ...open, original, state: "probing" });
    await house.setClock(LATER);
    expect(await settledAsset(house, assetId)).toMatchObject({ state: "ready", document: { pages: 2 } });
  });

  it("is made up for when it was the converter's: the reconciler asks how the jobs stand", async () => {
    const { assetId, media } = await uploadFilm(house, film());
    const {
      renditions: _,
      poster: __,
      preview: ___,
      durationSeconds: ____,
      bytesSha256: _____,
      uses: ______,
      ...rest
    } = await record(assetId);
    const open = { gsi1pk: "ASSETS#open", gsi1sk: `${String(rest["heardAt"])}#${assetId}` };
    await putBack({
      ...rest,
      ...open,
      state: "transcoding",
      source: { width: 320, height: 180, framesPerSecond: 12, durationMs: 2000, audio: false, hdr: false },
      renditions: { status: "running", attempt: 1 },
      preview: { status: "running", attempt: 1, rung: 0 },
    });
    await house.setClock(LATER);
    const again = await settledAsset(house, assetId);
    expect(again.media).toEqual(media);
  });
});
