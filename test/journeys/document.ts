import { makePdf } from "../../local/seed/documents/pdf.ts";
import { settledAsset, textAbout } from "./film.ts";
import type { House } from "./house.ts";
import { upload } from "./upload.ts";

/** A small PDF of two pages, made on the spot. @param title what it says that it is, as it stands in the file */
export function pdf(title = "Dose steps"): Blob {
  const page = (text: string) => [{ text, style: "text" as const }];
  return new Blob([makePdf(title, [page("Start with 5 mg."), page("Look again in week 4.")])], {
    type: "application/pdf",
  });
}

/** Uploads a file as a document; the asset is on its way then. */
export async function sendDocument(house: House, file: Blob): Promise<string> {
  const { assetId, upload: ticket } = await house.as("marketer").call("startUpload", {
    body: { fileName: "card.pdf", contentType: "application/pdf", bytes: Math.max(1, file.size) },
  });
  await upload(ticket, file);
  return assetId;
}

/** What a marketer writes about a document, for tests of content. */
export function textAboutDocument(assetId: string, title = "Dose steps on one page") {
  return {
    ...textAbout(assetId, { title }),
    readingText:
      "# Before you start\nMeasure blood pressure.\n\nStart with 5 mg & look again.\n# Week 4\nDouble it.",
  };
}

/** A document that is approved for the United Kingdom. */
export async function publishDocument(house: House) {
  const assetId = await sendDocument(house, pdf());
  await settledAsset(house, assetId);
  const marketer = house.as("marketer");
  const { versionId } = await marketer.call("createContent", { body: textAboutDocument(assetId) });
  const { bytesSha256 } = await marketer.call("submitVersion", { params: { versionId } });
  await house.as("reviewer").call("approveVersion", {
    params: { versionId },
    body: { sha256: bytesSha256 ?? "", meaning: "I approve this material as medically accurate" },
  });
  return { assetId, versionId };
}
