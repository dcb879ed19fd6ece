// Appends forever and prints each number once its append is acknowledged; the test kills it in the middle.
import { register } from "tsx/esm/api";

register();
const { createJournal } = await import("./journal.ts");

const log = await createJournal(process.argv[2] ?? "").open("numbers");
for (let next = log.entries.length; ; next += 4) {
  const group = [next, next + 1, next + 2, next + 3];
  await Promise.all(
    group.map(async (number) => {
      await log.append({ number, padding: "x".repeat(200) });
      process.stdout.write(`${number}\n`);
    }),
  );
}
