/**
 * Splits the pieces of a space, in the rep's order, into the first, those that fit into the minutes a visitor has, and
 * the rest. The first is always there, and a short piece is not held back by a long one before it. Pure.
 */
export function fitTime<Piece extends { readonly seconds: number }>(
  pieces: readonly Piece[],
  minutes: number | undefined,
): { readonly first: Piece | undefined; readonly fits: readonly Piece[]; readonly later: readonly Piece[] } {
  const [first, ...rest] = pieces;
  if (minutes === undefined || first === undefined) return { first, fits: rest, later: [] };
  const fits: Piece[] = [];
  const later: Piece[] = [];
  let left = minutes * 60 - first.seconds;
  for (const piece of rest) {
    if (piece.seconds <= left) {
      fits.push(piece);
      left -= piece.seconds;
    } else later.push(piece);
  }
  return { first, fits, later };
}

/** Whole minutes that everything takes, at least one. */
export function minutesOf(pieces: readonly { readonly seconds: number }[]): number {
  const seconds = pieces.reduce((sum, piece) => sum + piece.seconds, 0);
  return Math.max(1, Math.ceil(seconds / 60));
}
