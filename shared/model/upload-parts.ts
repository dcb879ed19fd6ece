/** Size of the parts that a resumable upload is cut into, bytes; S3 wants at least 5 MiB in all but the last. */
export const PART_BYTES = 8 * 1024 * 1024;

/** One part of a file: its number from 1 on, and where it lies. */
export interface FilePart {
  readonly number: number;
  readonly from: number;
  readonly bytes: number;
}

/** Pure: the parts of a file of so many bytes, in order. */
export function partsOf(bytes: number, partBytes: number = PART_BYTES): FilePart[] {
  return Array.from({ length: Math.ceil(bytes / partBytes) }, (_, index) => {
    const from = index * partBytes;
    return { number: index + 1, from, bytes: Math.min(partBytes, bytes - from) };
  });
}
