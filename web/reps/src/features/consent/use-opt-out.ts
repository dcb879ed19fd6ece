import { useAct } from "../../app/api.tsx";
import { type Hcp, shortName } from "../../app/hcp.tsx";
import { wordsOf } from "../../ui/error-words.ts";
import { useToast } from "../../ui/toasts.tsx";
import { AFTER_CONSENT, type CameBy, optOutOf, STOP_WORDS, type Stop } from "./evidence.ts";

/** Records what somebody asked to stop; it holds at once, and nobody here can take it back. */
export function useOptOut(hcp: Hcp, onDone?: () => void) {
  const toast = useToast();
  const record = useAct("recordConsent", { invalidates: AFTER_CONSENT });
  const stop = (
    what: Stop,
    said: { readonly at: string; readonly by?: CameBy; readonly reference?: string },
  ) =>
    record.mutate(
      { params: { hcpId: hcp.hcpId }, body: optOutOf(what, said) },
      {
        onSuccess: () => {
          const { done } = STOP_WORDS[what];
          toast({
            text: `Stopped. ${done} from now on; only ${shortName(hcp)} can change that.`,
            seconds: 10,
          });
          onDone?.();
        },
        onError: (error) => {
          const { title, detail } = wordsOf(error);
          toast({
            text: `${title}. ${detail} Try once more: what is recorded twice does no harm.`,
            seconds: 15,
          });
        },
      },
    );
  return { stop, isPending: record.isPending };
}
