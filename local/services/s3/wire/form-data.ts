import { s3Error } from "./s3-error.ts";

/** A browser's upload form: the fields before the file, and the file as a stream. */
export interface UploadForm {
  /** Lower-case names. */
  readonly fields: Readonly<Record<string, string>>;
  readonly fileName: string;
  readonly file: AsyncGenerator<Buffer>;
}

/** S3 takes at most 20 kB before the file. */
const mostFieldBytes = 20 * 1024;

/**
 * Reads a multipart/form-data body up to its `file` field; the file itself is streamed and what follows it is ignored,
 * as S3 does. @throws MalformedPOSTRequest
 */
export async function readUploadForm(body: AsyncIterable<Buffer>, contentType: string): Promise<UploadForm> {
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  if (!boundary) throw s3Error("MalformedPOSTRequest");
  const delimiter = Buffer.from(`\r\n--${boundary[1] ?? boundary[2]}`);
  const source = body[Symbol.asyncIterator]();
  // The body's first boundary has no line break before it: with one it is like all others.
  let buffer: Buffer = Buffer.from("\r\n");

  async function more(): Promise<void> {
    const { value, done } = await source.next();
    if (done) throw s3Error("MalformedPOSTRequest");
    buffer = Buffer.concat([buffer, value]);
  }
  async function until(mark: Buffer | string): Promise<Buffer> {
    for (;;) {
      const at = buffer.indexOf(mark);
      if (at >= 0) {
        const taken = buffer.subarray(0, at);
        buffer = buffer.subarray(at + mark.length);
        return taken;
      }
      if (buffer.length > mostFieldBytes) {
        throw s3Error(
          "MalformedPOSTRequest",
          "Your POST request fields preceding the upload file were too large.",
        );
      }
      await more();
    }
  }
  async function* fileBytes(): AsyncGenerator<Buffer> {
    for (;;) {
      const at = buffer.indexOf(delimiter);
      if (at >= 0) {
        if (at > 0) yield buffer.subarray(0, at);
        break;
      }
      // The delimiter may begin in this chunk and end in the next.
      const safe = buffer.length - delimiter.length;
      if (safe > 0) {
        yield buffer.subarray(0, safe);
        buffer = buffer.subarray(safe);
      }
      await more();
    }
    for (let rest = await source.next(); !rest.done; rest = await source.next()) buffer = Buffer.alloc(0);
  }

  await until(delimiter);
  const fields: Record<string, string> = {};
  let bytes = 0;
  for (;;) {
    const head = (await until("\r\n\r\n")).toString("utf8");
    const name = /name="([^"]*)"/i.exec(head)?.[1]?.toLowerCase();
    if (name === undefined) throw s3Error("MalformedPOSTRequest", "The form has no field named file.");
    if (name === "file") {
      const fileName = /filename="([^"]*)"/i.exec(head)?.[1] ?? "";
      // Old browsers send the whole path.
      return { fields, fileName: fileName.replace(/^.*[\\/]/, ""), file: fileBytes() };
    }
    const value = (await until(delimiter)).toString("utf8");
    bytes += name.length + value.length;
    if (bytes > mostFieldBytes) throw s3Error("MalformedPOSTRequest");
    fields[name] = value;
  }
}
