/** A line of a page: its size in points decides how it looks. */
export interface PdfLine {
  readonly text: string;
  readonly style: "title" | "heading" | "text" | "foot";
}

/** A4 in points. */
const PAGE = { width: 595, height: 842, margin: 64 } as const;
const STYLES = {
  title: { font: "F2", size: 24, lead: 34 },
  heading: { font: "F2", size: 14, lead: 30 },
  text: { font: "F1", size: 11, lead: 16 },
  foot: { font: "F1", size: 9, lead: 14 },
} as const;
/** Letters of a line of text that fit between the margins. */
const LETTERS = 84;

/**
 * Writes a PDF by hand, with text in the fonts that every reader has: header, objects, cross-reference, trailer
 * (ISO 32000-1, 7.5). Letters outside Latin-1 become question marks.
 * @param pages lines from top to bottom; long ones are broken
 */
export function makePdf(title: string, pages: readonly (readonly PdfLine[])[]): Uint8Array<ArrayBuffer> {
  const first = 6;
  const pageIds = pages.map((_, index) => first + 2 * index);
  const fonts = "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >>";
  const box = `/MediaBox [0 0 ${PAGE.width} ${PAGE.height}]`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R /Lang (en) >>",
    `<< /Type /Pages /Kids [${pageIds.map((id) => `${id} 0 R`).join(" ")}] /Count ${pages.length} >>`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    `<< /Title (${escaped(title)}) >>`,
    ...pages.flatMap((lines, index) => {
      const content = contentOf(lines);
      return [
        `<< /Type /Page /Parent 2 0 R ${box} ${fonts} /Contents ${first + 2 * index + 1} 0 R >>`,
        `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
      ];
    }),
  ];
  let file = "%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n";
  const offsets = objects.map((object, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const entries = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const size = objects.length + 1;
  const trailer = `trailer\n<< /Size ${size} /Root 1 0 R /Info 5 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
  file += `xref\n0 ${size}\n0000000000 65535 f \n${entries}${trailer}`;
  return Uint8Array.from(file, (letter) => letter.charCodeAt(0) & 0xff);
}

function contentOf(lines: readonly PdfLine[]): string {
  let y = PAGE.height - PAGE.margin;
  return lines
    .flatMap(({ text, style }) => broken(text).map((part) => ({ part, ...STYLES[style] })))
    .map(({ part, font, size, lead }) => {
      y -= lead;
      return `BT /${font} ${size} Tf ${PAGE.margin} ${y} Td (${escaped(part)}) Tj ET`;
    })
    .join("\n");
}

function broken(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length >= LETTERS) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

/** A string's letters (7.3.4.2), of which the fonts know Latin-1. */
function escaped(text: string): string {
  return text.replace(/[^\u0020-\u00ff]/g, "?").replace(/[\\()]/g, "\\$&");
}
