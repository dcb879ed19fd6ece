import { ApiProblem } from "../../web/client/client.ts";

/** What a client was told that it is done. Every line is written after the answer, never before. */
export interface Ledger {
  /** Requests that were acknowledged, of every kind. */
  acknowledged: number;
  readonly consents: { readonly hcpId: string; readonly eventId: string }[];
  /** The last arrangement of each space; one client arranges one space. */
  readonly spaces: Map<string, { readonly rev: number; readonly versionIds: readonly string[] }>;
  readonly messages: { readonly messageId: string; readonly hcpId: string }[];
  readonly imports: {
    readonly importId: string;
    readonly csv: string;
    readonly externalIds: readonly string[];
  }[];
  readonly assets: { readonly assetId: string; readonly bytes: Uint8Array; readonly film: boolean }[];
  /** Confirmed visits by HCP. */
  readonly visits: Map<string, number>;
  /** What beacons that were taken have told, by HCP and version. */
  readonly attention: Map<string, Map<string, Attention>>;
}

/** What one HCP did with one version; `plays` counts each second of the film. */
export interface Attention {
  opened: number;
  watchedSeconds: number;
  readonly plays: number[];
}

export function openLedger(): Ledger {
  return {
    acknowledged: 0,
    consents: [],
    spaces: new Map(),
    messages: [],
    imports: [],
    assets: [],
    visits: new Map(),
    attention: new Map(),
  };
}

/** The attention of one HCP to one version, to be added to. */
export function attentionOf(ledger: Ledger, hcpId: string, versionId: string): Attention {
  const versions = ledger.attention.get(hcpId) ?? new Map<string, Attention>();
  ledger.attention.set(hcpId, versions);
  const known = versions.get(versionId) ?? { opened: 0, watchedSeconds: 0, plays: [] };
  versions.set(versionId, known);
  return known;
}

/** How much of everything was acknowledged, in one line. */
export function ledgerLine(ledger: Ledger): string {
  const beacons = [...ledger.attention.values()].flatMap((versions) => [...versions.values()]);
  const watched = beacons.reduce((sum, { watchedSeconds }) => sum + watchedSeconds, 0);
  const rows = ledger.imports.reduce((sum, { externalIds }) => sum + externalIds.length, 0);
  const visits = [...ledger.visits.values()].reduce((sum, count) => sum + count, 0);
  return (
    `${ledger.acknowledged} requests: ${ledger.consents.length} consents, ${ledger.spaces.size} spaces, ${ledger.messages.length} messages, ` +
    `${rows} rows in ${ledger.imports.length} imports, ${ledger.assets.length} uploads, ${visits} visits, ${watched} s watched`
  );
}

const PATIENCE_MS = 120_000;
const PAUSE_MS = 100;

/**
 * Does something again until it is acknowledged, as a client does whose server may be away. Only what can be repeated
 * without harm may be done so.
 * @throws ApiProblem when the answer is a refusal, which no repetition changes
 */
export async function persist<T>(ledger: Ledger, what: string, act: () => Promise<T>): Promise<T> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      const answer = await act();
      ledger.acknowledged += 1;
      return answer;
    } catch (error) {
      if (error instanceof ApiProblem && isRefusal(error))
        throw new Error(`${what}: ${error.message}`, { cause: error });
      if (Date.now() > end) throw new Error(`${what} was not acknowledged in two minutes`, { cause: error });
      await new Promise((resume) => setTimeout(resume, PAUSE_MS));
    }
  }
}

/** A gateway without its function answers with 5xx, and rivals with a conflict; everything else is a decision. */
function isRefusal({ problem }: ApiProblem): boolean {
  const { status } = problem as { status?: number };
  return status !== undefined && status >= 400 && status < 500 && status !== 409 && status !== 429;
}
