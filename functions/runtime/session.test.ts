import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HcpId, MessageId, VisitId } from "../../shared/model/ids.ts";
import { readSession, type Session, sessionCookie, sign } from "./session.ts";

const KEY = Buffer.alloc(32, 1).toString("base64");
const session: Session = {
  visitId: VisitId.parse("vis_01JD0000000000000000000000"),
  hcpId: HcpId.parse("hcp_01JD0000000000000000000000"),
  messageId: MessageId.parse("msg_01JD0000000000000000000000"),
  tracking: "individual",
  expires: 1000,
};
const pair = (cookie: string) => cookie.split(";")[0] ?? "";

describe("the session cookie", () => {
  it("is read back until it ends", () => {
    const cookie = pair(sessionCookie(KEY, session));
    expect(readSession(KEY, ["other=1", cookie], 999)).toEqual(session);
    expect(readSession(KEY, [cookie], 1000)).toBeUndefined();
  });

  it("is refused when an earlier release signed it in another form", () => {
    const signed = (value: unknown) => {
      const payload = Buffer.from(JSON.stringify(value)).toString("base64url");
      return [`__Host-visit=${payload}.${sign(KEY, "session", payload)}`];
    };
    expect(readSession(KEY, signed(session), 0)).toEqual(session);
    for (const field of Object.keys(session)) {
      expect(readSession(KEY, signed({ ...session, [field]: undefined }), 0), field).toBeUndefined();
    }
    for (const other of [null, "text", { ...session, tracking: "none" }, { ...session, expires: "1000" }])
      expect(readSession(KEY, signed(other), 0)).toBeUndefined();
  });

  it("is bound to host and TLS and out of scripts' reach", () => {
    expect(sessionCookie(KEY, session)).toMatch(
      /^__Host-visit=.*; Path=\/; Max-Age=43200; HttpOnly; Secure; SameSite=Lax$/,
    );
  });

  it("is refused after any change of a character", () => {
    const cookie = pair(sessionCookie(KEY, session));
    fc.assert(
      fc.property(
        fc.integer({ min: 13, max: cookie.length - 2 }),
        fc.constantFrom("A", "z", "0", "."),
        (at, character) => {
          fc.pre(cookie[at] !== character);
          expect(
            readSession(KEY, [cookie.slice(0, at) + character + cookie.slice(at + 1)], 0),
          ).toBeUndefined();
        },
      ),
    );
    expect(readSession(Buffer.alloc(32, 2).toString("base64"), [cookie], 0)).toBeUndefined();
  });
});
