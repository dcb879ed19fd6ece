import { spawnSync } from "node:child_process";
import ffmpeg from "@ffmpeg-installer/ffmpeg";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { restingGif } from "./resting-gif.ts";

/** An animation of two seconds as a converter makes it. */
function animation(loop: "0" | "-1"): Uint8Array {
  const source = ["-f", "lavfi", "-i", "testsrc2=size=64x36:rate=5:duration=2"];
  const made = spawnSync(ffmpeg.path, ["-v", "error", ...source, "-loop", loop, "-f", "gif", "-"]);
  if (made.status !== 0) throw new Error(String(made.stderr));
  return made.stdout;
}

describe("an animation for a mail", () => {
  it("plays once: the order to begin anew is gone, and nothing else (WCAG 2.2.2)", () => {
    const endless = animation("0");
    expect(Buffer.from(endless).includes("NETSCAPE2.0")).toBe(true);
    const resting = restingGif(endless);
    expect(Buffer.from(resting).includes("NETSCAPE2.0")).toBe(false);
    expect(Buffer.from(resting).equals(Buffer.from(animation("-1")))).toBe(true);
    expect(restingGif(resting)).toBe(resting);
  });

  it("is left alone when it is no GIF or ends in the middle", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (bytes, headed) => {
        const file = headed ? Buffer.concat([Buffer.from("GIF89a"), bytes]) : bytes;
        expect(Buffer.from(restingGif(file)).equals(Buffer.from(file))).toBe(true);
      }),
    );
  });
});
