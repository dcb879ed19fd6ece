import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import {
  ENGAGEMENT_EXPORT_COLUMNS,
  ENGAGEMENT_RAW_COLUMNS,
  type LakeColumn,
} from "../shared/contracts/lake.ts";
import { NAMED_QUERIES } from "./named-queries.ts";

/** Where the dictionary lies. */
export const DATA_DICTIONARY = resolve(import.meta.dirname, "../docs/data-dictionary.md");

/** The data dictionary, from the columns that the lake writes and the queries that Athena has. */
export function dataDictionary(): string {
  return `# Data dictionary

Written by \`npm run data-dictionary\` from \`shared/contracts/lake.ts\` and \`infra/named-queries.ts\`; a test fails while it is not
current. Change those files, not this one.

Analysts see one table, \`engagement\`: in Athena in the database \`invito_<stage>\` (for example \`invito_dev\`), with the
workgroup \`invito-<stage>-analysts\`, which stops a query after 10 GB; on a laptop with \`npm run query -- "SELECT …"\`. Both read the same
Parquet files, \`export/engagement/week=<Monday>/\` of the lake bucket. Files appear about a minute after the event.

## engagement

One row is one event of a visit to an HCP's space.

${columnTable(ENGAGEMENT_EXPORT_COLUMNS)}
| week | string | always | partition: the Monday of the week of receipt, UTC, \`yyyy-MM-dd\`. Always bound it: it decides what is read |

### What a row means

- **kind visit**: the gate of a link was confirmed. With \`press = 'human'\` it is the only click that counts; \`unknown\` and
  \`machine\` are kept apart and used for nothing. It is the class that the press had when the file was written; requests of links without a
  press are not in the lake at all.
- **kind opened**: a piece came on the screen for the first time in the visit.
- **kind viewed**: a stretch of active time on a piece; \`to_ms\` is its length.
- **kind played**: a continuous span of a film, from \`from_ms\` to \`to_ms\` in the film's own time. Watching a second twice gives
  two spans that cover it: add up for time played, take the union for how much was seen.
- **kind downloaded**: the PDF of a document was opened by a press, one row for each. Time on the document's page is kind viewed.

### What is not in it, on purpose (domain-rules 8.3)

It is pseudonymous, which means that it is still personal data: treat it so.

- No name, address, e-mail, number, link or typed text, and no instant finer than the week.
- \`pid\` and \`visit\` are HMAC-SHA256 pseudonyms under a key that only the lake writer can read. The same person has the same \`pid\`
  in every week, so that people can be counted; nobody can compute it from an id without the key.
- \`pid\` is absent without consent to individual tracking at the time the file was written. Its absence says nothing about the person.
  What was written before a withdrawal keeps its \`pid\`: files are not rewritten yet. Nor is the key rotated yet.
- Groups of fewer than ten people are not to be shown. The queries below leave them out; keep their HAVING in your own. It counts
  \`pid\`, so people without one do not help a group over the line.

### Count each event once

Delivery is at least once: a repeated batch may leave the same event in two files. (visit, seq, row) names an event. In Athena count
distinct visits, or select distinct rows before adding up, as the queries below do. \`npm run query\` does it in the view already.

## Named queries

They are in Athena's list of saved queries and run unchanged in DuckDB, which a test proves; they keep to what both dialects share.

${NAMED_QUERIES.map(
  ({ name, description, sql }) => `### ${name}

${description}.

\`\`\`sql
${sql}
\`\`\``,
).join("\n\n")}

## raw/engagement

For rebuilding aggregates only: \`raw/engagement/dt=<day>/\` with internal ids. There is no table over it, and neither analysts nor
\`npm run query\` read it.

${columnTable(ENGAGEMENT_RAW_COLUMNS)}
`;
}

function columnTable(columns: readonly LakeColumn[]): string {
  const rows = columns.map(
    ({ name, type, nullable, comment }) =>
      `| ${name} | ${type} | ${nullable ? "may be absent" : "always"} | ${comment} |`,
  );
  return ["| Column | Type | Present | Meaning |", "|---|---|---|---|", ...rows].join("\n");
}

if (process.argv[1] === import.meta.filename) writeFileSync(DATA_DICTIONARY, dataDictionary());
