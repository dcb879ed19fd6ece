/** Bytes of a GIF's header and logical screen, before its colours. */
const HEADER_BYTES = 13;
const EXTENSION = 0x21;
const APPLICATION = 0xff;
const LOOPING = ["NETSCAPE2.0", "ANIMEXTS1.0"];

/**
 * Pure: the animation without the order to begin anew, so that it plays once and rests on its last frame: what moves for
 * longer than five seconds has to be stoppable (WCAG 2.2.2), and a mail cannot stop it. What is no GIF stays as it is.
 */
export function restingGif(gif: Uint8Array): Uint8Array {
  if (!Buffer.from(gif.subarray(0, 3)).equals(Buffer.from("GIF"))) return gif;
  const screen = gif[10] ?? 0;
  let at = HEADER_BYTES + ((screen & 0x80) === 0 ? 0 : 3 * 2 ** ((screen & 0x07) + 1));
  // the order stands among the extensions before the first picture
  while (gif[at] === EXTENSION) {
    const end = endOfBlocks(gif, at + 2);
    const name = Buffer.from(gif.subarray(at + 3, at + 14)).toString("latin1");
    if (gif[at + 1] === APPLICATION && LOOPING.includes(name)) {
      return Buffer.concat([gif.subarray(0, at), gif.subarray(end)]);
    }
    at = end;
  }
  return gif;
}

/** Where the sub-blocks that begin at `at` have ended: each says its length, the last is empty. */
function endOfBlocks(gif: Uint8Array, at: number): number {
  let next = at;
  for (let length = gif[next] ?? 0; length > 0; length = gif[next] ?? 0) next += length + 1;
  return next + 1;
}
