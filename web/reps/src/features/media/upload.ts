/** Pure: what a file is to become, by its name: that is what is left of an upload that another page began. */
export function kindOfFile(name: string): "film" | "document" {
  return /\.pdf$/i.test(name) ? "document" : "film";
}

/** The one upload of this window. It goes on while other screens are looked at. */
export type Upload =
  | { readonly step: "none" }
  /** The other side is being asked. */
  | { readonly step: "starting"; readonly name: string; readonly bytes: number }
  | {
      readonly step: "sending";
      readonly assetId: string;
      readonly name: string;
      readonly bytes: number;
      readonly sent: number;
      readonly waiting: boolean;
    }
  | {
      readonly step: "paused";
      readonly assetId: string;
      readonly name: string;
      readonly bytes: number;
      readonly sent: number;
      /** The page was loaded anew: the file has to be chosen again. */
      readonly fileGone: boolean;
      /** Why it could not be given up. */
      readonly error?: unknown;
    }
  /** An earlier page left it behind, and nobody answered yet how far it came. */
  | { readonly step: "left"; readonly name: string; readonly bytes: number; readonly error: unknown }
  | { readonly step: "sent"; readonly assetId: string; readonly name: string; readonly bytes: number }
  | { readonly step: "failed"; readonly name: string; readonly bytes: number; readonly error: unknown };
