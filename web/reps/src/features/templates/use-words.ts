import { useRef } from "react";
import { useAct } from "../../app/api.tsx";
import { useToast } from "../../ui/toasts.tsx";
import { type Lists, type WordEntry, type Words, withoutWord, withWord } from "./word-entries.ts";

/**
 * Changes a country's words, one at a time, each with its way back: to the lists as they were, as long as nobody changed
 * them since.
 */
export function useWords({ country, lists, rev }: Words) {
  const toast = useToast();
  const about = `words ${country}`;
  const change = useRef({ text: "", before: lists });
  const restore = useAct("writeRestrictedWords", {
    invalidates: ["readRestrictedWords"],
    onDone: () => toast({ text: "The words are as they were.", about }),
  });
  const write = useAct("writeRestrictedWords", {
    invalidates: ["readRestrictedWords"],
    onDone: (written) => {
      const { text, before } = change.current;
      const body = { lists: before, rev: written.rev };
      toast({ text, about, undo: () => restore.mutate({ params: { country }, body }) });
    },
  });
  const replace = (next: Lists, text: string) => {
    change.current = { text, before: lists };
    write.mutate({ params: { country }, body: { lists: next, rev } });
  };
  return {
    add: (entry: WordEntry) => replace(withWord(lists, entry), `“${entry.word}” stops messages from now on.`),
    remove: (entry: WordEntry) => replace(withoutWord(lists, entry), `“${entry.word}” may be typed again.`),
    isPending: write.isPending || restore.isPending,
    error: write.error ?? restore.error,
  };
}
