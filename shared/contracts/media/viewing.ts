import * as z from "zod";
import { Preview, Rendition } from "../../model/asset.ts";
import { AssetId, VersionId } from "../../model/ids.ts";
import { InstantText } from "../../model/time.ts";
import { apiGroup } from "../endpoint.ts";

/** Where a film can be seen by signed-in people, for a quarter to half an hour of real time. */
const Film = z.object({
  name: Rendition.shape.name,
  width: z.int().positive(),
  height: z.int().positive(),
  bytes: z.int().positive(),
  url: z.url(),
});
export const VersionMedia = z.object({
  versionId: VersionId,
  assetId: AssetId,
  durationSeconds: z.number().positive(),
  poster: z.url(),
  /** What messages show. */
  preview: z.object({ kind: Preview.shape.kind, bytes: z.int().positive(), url: z.url() }),
  /** Best first. */
  films: z.array(Film).min(1),
  endsAt: InstantText,
});
export type VersionMedia = z.output<typeof VersionMedia>;

/** Where the PDF of a document can be opened by signed-in people, for a quarter to half an hour of real time. */
export const VersionFile = z.object({
  versionId: VersionId,
  assetId: AssetId,
  bytes: z.int().positive(),
  pages: z.int().positive().optional(),
  url: z.url(),
  endsAt: InstantText,
});
export type VersionFile = z.output<typeof VersionFile>;

/** Most posters in one answer: a page of the library. */
export const MAX_POSTERS = 50;
const Poster = VersionMedia.pick({ versionId: true, durationSeconds: true, poster: true, endsAt: true });
export type Poster = z.output<typeof Poster>;

/** Signs addresses of films with the key that CloudFront knows, so it stands apart from the API. */
export const viewingApi = apiGroup({
  entry: "media/viewing",
  site: "app",
  endpoints: {
    readVersionMedia: {
      kind: "json",
      method: "GET",
      path: "/api/versions/{versionId}/media",
      who: ["marketer", "reviewer", "rep"],
      summary: "Receive addresses by which the film of a version plays for a while",
      params: z.object({ versionId: VersionId }),
      status: 200,
      returns: VersionMedia,
      errors: ["not_found", "wrong_state"],
    },
    readVersionFile: {
      kind: "json",
      method: "GET",
      path: "/api/versions/{versionId}/file",
      who: ["marketer", "reviewer", "rep"],
      summary: "Receive an address by which the PDF of a document opens for a while",
      params: z.object({ versionId: VersionId }),
      status: 200,
      returns: VersionFile,
      errors: ["not_found", "wrong_state"],
    },
    listPosters: {
      kind: "json",
      method: "GET",
      path: "/api/posters",
      who: ["marketer", "reviewer", "rep"],
      summary: "Receive the poster of each of these versions that the caller may see",
      query: z.object({
        /** Ids with commas between them, at most MAX_POSTERS. */
        versionIds: z
          .string()
          .max(MAX_POSTERS * 31)
          .regex(/^ver_[0-9A-HJKMNP-TV-Z]{26}(,ver_[0-9A-HJKMNP-TV-Z]{26})*$/, "must be ids of versions"),
      }),
      status: 200,
      returns: z.object({ items: z.array(Poster) }),
    },
  },
});
