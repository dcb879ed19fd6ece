import * as z from "zod";

/** An entry of PutEvents as a client sends it; what is wrong with one entry must not fail the others. */
export const putEventsInput = z.object({
  EndpointId: z.string().optional(),
  Entries: z.array(
    z.object({
      Source: z.string().optional(),
      DetailType: z.string().optional(),
      Detail: z.string().optional(),
      EventBusName: z.string().optional(),
      Resources: z.array(z.string()).optional(),
      /** Seconds since the epoch. */
      Time: z.number().optional(),
      TraceHeader: z.string().optional(),
    }),
  ),
});

export type PutEventsEntry = z.output<typeof putEventsInput>["Entries"][number];

/** EventBridge's limit of a whole request, in bytes. */
export const maxRequestBytes = 256 * 1024;

/** What an entry counts towards the limit, by EventBridge's own formula. */
export function sizeOfEntry(entry: PutEventsEntry): number {
  const texts = [entry.Source, entry.DetailType, entry.Detail, ...(entry.Resources ?? [])];
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text ?? ""), 0);
  return bytes + (entry.Time === undefined ? 0 : 14);
}

/** The name of the bus an entry is for: given as a name, an ARN or not at all. */
export function busNameOf(entry: PutEventsEntry): string {
  return entry.EventBusName?.split(":event-bus/").at(-1) || "default";
}

export type CheckedEntry =
  | {
      readonly ok: true;
      readonly busName: string;
      readonly event: {
        readonly source: string;
        readonly "detail-type": string;
        readonly detail: unknown;
        readonly resources: readonly string[];
      };
      readonly timeMs?: number;
    }
  | { readonly ok: false; readonly code: string; readonly message: string };

/** Decides whether one entry is accepted; `knowsBus` tells which buses exist. */
export function checkEntry(entry: PutEventsEntry, knowsBus: (name: string) => boolean): CheckedEntry {
  for (const [name, value] of Object.entries({
    Source: entry.Source,
    DetailType: entry.DetailType,
    Detail: entry.Detail,
  })) {
    if (!value) {
      const message = `Parameter ${name} is not valid. Reason: ${name} is a required argument.`;
      return { ok: false, code: "InvalidArgument", message };
    }
  }
  const { Source = "", DetailType = "", Detail = "" } = entry;
  if (Source.startsWith("aws.")) {
    return { ok: false, code: "NotAuthorizedForSourceException", message: "Not authorized for the source." };
  }
  const detail = parseObject(Detail);
  if (!detail) return { ok: false, code: "MalformedDetail", message: "Detail is malformed." };
  const busName = busNameOf(entry);
  if (!knowsBus(busName)) {
    const message = `Event bus ${busName} does not exist.`;
    return { ok: false, code: "ResourceNotFoundException", message };
  }
  return {
    ok: true,
    busName,
    event: { source: Source, "detail-type": DetailType, detail, resources: entry.Resources ?? [] },
    ...(entry.Time === undefined ? {} : { timeMs: entry.Time * 1000 }),
  };
}

function parseObject(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
