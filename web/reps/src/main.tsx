import { askAhead } from "./app/ahead.ts";

// Small, and run as soon as it is here: the rest of the app is still on its way, and so are the first answers.
askAhead();
void import("./start.tsx");
