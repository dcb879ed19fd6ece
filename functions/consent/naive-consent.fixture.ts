import type { ConsentEvent, ConsentQuery, ConsentState } from "../../shared/model/consent.ts";

/**
 * CON-1 and CON-2 told as a story instead of a search, for tests to compare with: one door per question, which walks
 * through the log once and remembers. It shares no code with the fold.
 */
export function naiveConsent(
  events: readonly ConsentEvent[],
  asked: ConsentQuery,
  now: number,
): ConsentState {
  let shut = false;
  let own: { until: number }[] = [];
  let recorded: { until: number }[] = [];
  let everGranted = false;
  let lastRequest: { id: string; until: number; answered: boolean } | undefined;
  const requests = new Map<string, { event: ConsentEvent; until: number }>();
  for (const event of [...events].sort((a, b) => a.rev - b.rev)) {
    const says = contains(event, asked);
    const until = endsAt(event);
    if (event.action === "doi_requested") {
      requests.set(event.eventId, { event, until });
      if (says) lastRequest = { id: event.eventId, until, answered: false };
    }
    if (event.action === "withdraw" && meets(event, asked)) {
      shut = true;
      own = [];
      recorded = [];
    }
    if (event.action === "expire" && meets(event, asked)) {
      own = [];
      recorded = [];
    }
    if (event.action === "doi_confirmed" && event.actor === "hcp") {
      const request = requests.get(event.requestId ?? "");
      const inTime = request !== undefined && Date.parse(event.at) < request.until;
      if (request === undefined || !inTime || !contains(request.event, event.scope)) continue;
      if (lastRequest?.id === request.event.eventId) lastRequest.answered = true;
      if (!says) continue;
      shut = false;
      everGranted = true;
      own.push({ until });
    }
    if (event.action === "grant" && says) {
      everGranted = true;
      if (event.actor === "hcp") {
        shut = false;
        own.push({ until });
      } else if (!shut) recorded.push({ until });
    }
  }
  if (shut) return "withdrawn";
  if ([...own, ...recorded].some(({ until }) => now < until)) return "granted";
  if (lastRequest !== undefined && !lastRequest.answered && now < lastRequest.until) return "pending_doi";
  return everGranted ? "expired" : "none";
}

function endsAt({ expiresAt, saidAt, at }: ConsentEvent): number {
  if (expiresAt === undefined) return 0;
  const said = new Date(saidAt ?? at);
  const month = said.getUTCMonth();
  const twoYears = new Date(said);
  twoYears.setUTCFullYear(said.getUTCFullYear() + 2);
  if (twoYears.getUTCMonth() !== month) twoYears.setUTCDate(0);
  return Math.min(Date.parse(expiresAt), twoYears.getTime());
}

type Point = ConsentEvent["scope"];

/** A grant says yes to what it names: whatever it leaves open may be anything, what it names must be exactly that. */
function contains({ scope }: ConsentEvent, asked: Point): boolean {
  if (scope.channel !== undefined && scope.channel !== asked.channel) return false;
  if (scope.addressHash !== undefined && scope.addressHash !== asked.addressHash) return false;
  if (scope.purpose !== undefined && scope.purpose !== asked.purpose) return false;
  if (scope.dataUse !== undefined && scope.dataUse !== asked.dataUse) return false;
  if (scope.brandEntity !== undefined && scope.brandEntity !== asked.brandEntity) return false;
  return scope.product === undefined || scope.product === asked.product;
}

/** A withdrawal says no to everything that it may have meant. */
function meets({ scope }: ConsentEvent, asked: Point): boolean {
  const apart = (said: string | undefined, wanted: string | undefined) =>
    said !== undefined && wanted !== undefined && said !== wanted;
  if (apart(scope.channel, asked.channel) || apart(scope.addressHash, asked.addressHash)) return false;
  if (apart(scope.purpose, asked.purpose) || apart(scope.dataUse, asked.dataUse)) return false;
  if (apart(scope.brandEntity, asked.brandEntity)) return false;
  return scope.product === undefined || scope.product === asked.product;
}
