import { playHere } from "./play-here.ts";

playHere();
