import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathsModule } from "./generate-paths.ts";

writeFileSync(resolve(import.meta.dirname, "paths.ts"), pathsModule());
