// Publishes events to a bus whose rule invokes a function, and prints each number once the event is accepted. The
// test kills it in the middle; whatever it printed must reach the function in a later run.
import { register } from "tsx/esm/api";

register();
const { openEventPath } = await import("./event-path.fixture.ts");

const path = await openEventPath(process.argv[2] ?? "");
for (let next = Number(process.argv[3]); ; next += 3) {
  await Promise.all(
    [next, next + 1, next + 2].map(async (number) => {
      await path.publish(number);
      process.stdout.write(`${number}\n`);
    }),
  );
}
