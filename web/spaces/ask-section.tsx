/** @jsxImportSource preact */
import { withLang } from "./rights.tsx";
import { Telephone } from "./safety.tsx";
import type { VisitProps } from "./visit-frame.tsx";
import { fill } from "./words/speak.ts";
import type { Words } from "./words/words.ts";

/** Where a question goes: by telephone for everybody, in writing for somebody with a name. */
export function AskSection(props: VisitProps & { readonly words: Words }) {
  const { words, company, chosen } = props;
  const { space } = words;
  return (
    <>
      <h2>{space.ask}</h2>
      <p class="lead">
        {fill(space.askText, { company, phone: "" }).replace(/[\s:.]*$/, ": ")}
        <Telephone number={props.contacts.phone} />
      </p>
      {props.mayAsk && (
        <div class="two">
          <a class="btn" href={withLang("/space/ask", chosen)}>
            {space.askLink}
          </a>
        </div>
      )}
    </>
  );
}
