import type { House } from "../journeys/house.ts";
import { csvOf } from "../journeys/people.ts";
import { upload } from "../journeys/upload.ts";
import { liveThrough, type Person } from "./hcp-life.ts";
import { type Ledger, persist } from "./ledger.ts";
import { type Setting, TERRITORY } from "./setting.ts";

/** Rows of one import more than there are clients, so that some wait while the next import runs. */
const MORE_ROWS = 6;
const PAUSE_MS = 200;

/** A running load. */
export interface Load {
  /** Starts nothing new and resolves when everything that was begun is acknowledged. @throws what refused to be */
  stop(): Promise<void>;
}

/** Puts a house under a load of imports, consents, spaces, invitations, visits, beacons and uploads. */
export function startLoad(
  house: House,
  setting: Setting,
  ledger: Ledger,
  { clients, random }: { readonly clients: number; readonly random: () => number },
): Load {
  const people: Person[] = [];
  let stopped = false;
  const pause = () => new Promise((resume) => setTimeout(resume, PAUSE_MS));
  const repeat = async (act: (round: number) => Promise<void>): Promise<void> => {
    for (let round = 0; !stopped; round++) await act(round);
  };
  const work = [
    repeat(async (round) => {
      if (people.length > clients) return void (await pause());
      people.push(...(await importPeople(house, round, clients + MORE_ROWS, ledger)));
    }),
    ...Array.from({ length: clients }, () =>
      repeat(async () => {
        const person = people.shift();
        if (person === undefined) return void (await pause());
        await liveThrough(house, person, setting.versionIds, ledger, random);
      }),
    ),
    // a film now and then, so that a crash meets ffmpeg; text in between, which the pipeline refuses
    repeat(async (round) => {
      const film = round % 4 === 0;
      const file = film
        ? setting.film
        : new Blob([`not a film ${round} ${random()}`], { type: "video/webm" });
      await uploadAsset(house, file, film, ledger);
      await pause();
    }),
  ];
  const done = Promise.all(work);
  done.catch(() => undefined);
  return {
    async stop() {
      stopped = true;
      await done;
    },
  };
}

async function importPeople(house: House, round: number, count: number, ledger: Ledger): Promise<Person[]> {
  const admin = house.as("admin");
  // letters only, and each batch a name of its own to find it by
  const lastName = `Batch${[...String(round)].map((digit) => "abcdefghij"[Number(digit)]).join("")}x`;
  const rows = Array.from({ length: count }, (_, row) => ({
    external_id: `HCP-${round}-${row}`,
    last_name: lastName,
    email: `hcp.${round}.${row}@example.com`,
    territory: TERRITORY,
  }));
  const csv = csvOf(rows);
  const { importId, upload: ticket } = await persist(ledger, "an import", () =>
    admin.call("startImport", { body: {} }),
  );
  await persist(ledger, "an import's upload", () => upload(ticket, csv));
  ledger.imports.push({ importId, csv: await csv.text(), externalIds: rows.map((row) => row.external_id) });
  await persist(ledger, "the end of an import", async () => {
    const job = await admin.call("readImport", { params: { importId }, query: {} });
    if (job.state !== "done") throw new Error(`the import is ${job.state}`);
  });
  const { items } = await persist(ledger, "the imported people", () =>
    admin.call("listHcps", { query: { q: lastName, limit: 100 } }),
  );
  return items.map(({ hcpId, externalId }) => ({
    hcpId,
    email: rows.find((row) => row.external_id === externalId)?.email ?? "",
  }));
}

async function uploadAsset(house: House, file: Blob, film: boolean, ledger: Ledger): Promise<void> {
  const marketer = house.as("marketer");
  const { assetId, upload: ticket } = await persist(ledger, "an upload ticket", () =>
    marketer.call("startUpload", {
      body: { fileName: "film.webm", contentType: "video/webm", bytes: file.size },
    }),
  );
  await persist(ledger, "an upload", () => upload(ticket, file));
  ledger.assets.push({ assetId, bytes: new Uint8Array(await file.arrayBuffer()), film });
}
