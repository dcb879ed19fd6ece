import { describe, expect, it } from "vitest";
import type * as z from "zod";
import { consentApi } from "./consent.ts";
import { contentApi } from "./content.ts";
import { directoryUploads } from "./directory/imports.ts";
import { inboundApi } from "./inbound.ts";
import { uploadsApi } from "./media/uploads.ts";
import { messagingApi } from "./messaging.ts";
import { templatesApi } from "./templates.ts";

const words = {
  title: "First weeks",
  safetyText: "Do not use in pregnancy.",
  product: "Cardiolix",
  assetId: "ast_01JC0000000000000000000000",
  countries: ["IE"],
  language: "en-IE",
  channels: ["space"],
};
const template = {
  ...{ name: "After a visit", channel: "email", countries: ["IE"], language: "en-IE" },
  ...{ subject: "For you", body: "A page for you", slots: [], specialties: [] },
};
const wording = { versionId: "tpv_01JC0000000000000000000000" };
const evidence = { textVersion: "email-1", method: "paper", reference: "Form 12" };
const { createContent, editVersion, approveVersion, returnVersion, addComment } = contentApi.endpoints;

/** Every field of a body that people type and others read, with a body in which all else is right. */
const FIELDS: readonly (readonly [string, z.ZodType, (typed: string) => unknown])[] = [
  ["title", createContent.body, (title) => ({ ...words, title })],
  ["safetyText", createContent.body, (safetyText) => ({ ...words, safetyText })],
  ["product", createContent.body, (product) => ({ ...words, product })],
  ["title", editVersion.body, (title) => ({ rev: 1, title })],
  ["meaning", approveVersion.body, (meaning) => ({ sha256: "a".repeat(64), meaning })],
  ["reason", returnVersion.body, (reason) => ({ reason })],
  ["text", addComment.body, (text) => ({ text })],
  [
    "evidence.reference",
    consentApi.endpoints.recordConsent.body,
    (reference) => ({ action: "grant", channel: "email", evidence: { ...evidence, reference } }),
  ],
  [
    "product",
    consentApi.endpoints.recordConsent.body,
    (product) => ({
      action: "grant",
      channel: "email",
      product,
      evidence: { ...evidence, reference: "Form 12" },
    }),
  ],
  [
    "reference",
    consentApi.endpoints.captureConsent.body,
    (reference) => ({
      method: "paper",
      reference,
      texts: [{ textVersion: "a", textSha256: "a".repeat(64) }],
    }),
  ],
  [
    "signature.name",
    consentApi.endpoints.captureConsent.body,
    (name) => ({
      method: "e_sign_on_device",
      signature: { kind: "typed", name },
      texts: [{ textVersion: "a", textSha256: "a".repeat(64) }],
    }),
  ],
  ["reason", inboundApi.endpoints.readInboundText.body, (reason) => ({ reason })],
  ["name", templatesApi.endpoints.createTemplate.body, (name) => ({ ...template, name })],
  ["subject", templatesApi.endpoints.createTemplate.body, (subject) => ({ ...template, subject })],
  ["body", templatesApi.endpoints.createTemplate.body, (body) => ({ ...template, body })],
  [
    "slots.0.options.0",
    templatesApi.endpoints.createTemplate.body,
    (option) => ({
      ...template,
      slots: [{ kind: "picklist", slot: "reason", label: "Reason", options: [option] }],
    }),
  ],
  [
    "wording.fills.note",
    messagingApi.endpoints.composeMessage.body,
    (note) => ({
      ...{ hcpId: "hcp_01JC0000000000000000000000", channel: "email" },
      wording: { ...wording, fills: { note } },
    }),
  ],
  ["fileName", directoryUploads.endpoints.startImport.body, (fileName) => ({ fileName })],
  [
    "fileName",
    uploadsApi.endpoints.startPartedUpload.body,
    (fileName) => ({ fileName, contentType: "video/mp4", bytes: 1000 }),
  ],
];

describe("text that people type", () => {
  it.each(FIELDS)("is taken as %s in any script", (_, body, typed) => {
    for (const text of ["Crème for Łódź", "مرحبا بكم", "👩‍⚕️ ok"])
      expect(body.safeParse(typed(text)).success, text).toBe(true);
  });

  it.each(FIELDS)(
    "is refused as %s when it cannot be seen or reads otherwise than it is",
    (field, body, typed) => {
      for (const text of [
        "\u200B\u200B\u200B",
        "\u2060\u2060\u2060",
        "abc\u202Edef",
        "abc\u2067def",
        "abc\u0000",
        "abc\u0007",
      ]) {
        const { error } = body.safeParse(typed(text));
        expect(error?.issues[0]?.path.join("."), JSON.stringify(text)).toBe(field);
        expect(error?.issues[0]?.message).toMatch(/Type it anew|Write it in letters/);
      }
    },
  );
});
