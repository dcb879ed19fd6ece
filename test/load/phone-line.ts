import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** What a line is like; times in milliseconds, speeds in bytes per second. */
export interface Line {
  /** There and back. */
  readonly roundTrip: number;
  readonly down: number;
  readonly up: number;
}

/** The line that Lighthouse calls slow 4G, which three of four phones of the world are better than. */
export const SLOW_4G: Line = { roundTrip: 150, down: 200_000, up: 94_000 };

const SEGMENT = 1460;
/** What a server sends before it has heard anything back (RFC 6928). */
const FIRST_WINDOW = 10 * SEGMENT;

/**
 * A phone's line before a port of this machine. A connection costs a round trip before its first byte, all connections
 * share the line's speed in each direction, and each begins slowly: ten segments, then as much more as has arrived. Nothing is
 * lost on it.
 */
export async function phoneLine(port: number, line: Line): Promise<{ readonly port: number; close(): void }> {
  const halfWay = line.roundTrip / 2;
  const sockets = new Set<Socket>();
  const directions = { down: lane(line.down), up: lane(line.up) };
  const server = createServer({ noDelay: true }, (phone) => {
    const far = connect({ port, host: "127.0.0.1", noDelay: true });
    const opened = performance.now() + line.roundTrip;
    for (const socket of [phone, far]) {
      sockets.add(socket);
      socket.on("error", () => socket.destroy());
      socket.on("close", () => sockets.delete(socket));
    }
    carry(phone, far, directions.up, opened);
    carry(far, phone, directions.down, opened);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };

  function carry(from: Socket, to: Socket, onLane: Lane, notBefore: number): void {
    /** What is on its way, in order; `null` is the end. */
    const road: (Buffer | null)[] = [];
    let waiting: Buffer = Buffer.alloc(0);
    let window = FIRST_WINDOW;
    let unheard = 0;
    let ended = false;
    const heardOf = (bytes: number) => {
      unheard -= bytes;
      window += bytes;
      send();
    };
    // timers may overtake each other by a millisecond, and bytes may not: each timer brings whatever is next
    const arrive = () => {
      const next = road.shift() ?? null;
      if (next === null) return to.end();
      if (to.writable) to.write(next);
      setTimeout(heardOf, halfWay, next.length);
    };
    const depart = (next: Buffer | null) => {
      road.push(next);
      setTimeout(arrive, onLane(next?.length ?? 0, notBefore) + halfWay - performance.now());
    };
    const send = () => {
      while (waiting.length > 0 && unheard < window) {
        const segment = waiting.subarray(0, SEGMENT);
        waiting = waiting.subarray(segment.length);
        unheard += segment.length;
        depart(segment);
      }
      if (ended && waiting.length === 0) {
        ended = false;
        depart(null);
      }
    };
    from.on("data", (bytes) => {
      waiting = Buffer.concat([waiting, bytes]);
      send();
    });
    from.on("end", () => {
      ended = true;
      send();
    });
  }
}

/** Puts bytes on the line behind those that are on it; tells when the last of them has left. */
type Lane = (bytes: number, notBefore: number) => number;

function lane(bytesPerSecond: number): Lane {
  let free = 0;
  return (bytes, notBefore) => {
    free = Math.max(free, performance.now(), notBefore) + (bytes / bytesPerSecond) * 1000;
    return free;
  };
}
