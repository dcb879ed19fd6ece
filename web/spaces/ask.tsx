/** @jsxImportSource preact */
import type { CompanyContacts } from "../../shared/model/company-contacts.ts";
import type { QuestionDesk } from "../../shared/model/question.ts";
import { noticePage } from "./notice.tsx";
import { Icon, renderPage } from "./page.tsx";
import { LangField, LanguageSwitch, RightsNav, withLang } from "./rights.tsx";
import { ReportLines, Telephone } from "./safety.tsx";
import { QUESTION_WORDS, type QuestionWords } from "./words/question.ts";
import { fill, sentence, wordsFor } from "./words/speak.ts";
import type { PageLanguage, Words } from "./words/words.ts";

/** What the pages of a question have in common: no product, no brand of one (MI-5). */
interface AskFrame {
  readonly lang: string;
  readonly chosen: PageLanguage | undefined;
  readonly company: string;
  readonly rep: string | undefined;
  readonly contacts: CompanyContacts;
}

export interface AskProps extends AskFrame {
  readonly nonce: string;
  /** Characters that a question may have. */
  readonly most: number;
  /** By when somebody answers. */
  readonly by: string;
  /** What was typed, with what is wrong about it. */
  readonly typed?: {
    readonly topic: string;
    readonly text: string;
    readonly problem: keyof QuestionWords["fault"];
  };
}

/** The form: what it is about, the words, who reads them and by when. Nothing is suggested or chosen beforehand (MI-1). */
export function askPage(props: AskProps): string {
  const { company, typed, chosen } = props;
  const words = wordsFor(props.lang);
  const question = QUESTION_WORDS[words.lang];
  const rep = props.rep ?? words.yourContact;
  return framed(
    props,
    words,
    <>
      <h1>{question.title}</h1>
      <p class="lead">{question.intro}</p>
      <form method="post" action="/space/ask">
        <input type="hidden" name="nonce" value={props.nonce} />
        <LangField lang={chosen} />
        {typed !== undefined && (
          <p class="card problem" role="alert" id="problem">
            <Fault question={question} fault={typed.problem} most={props.most} phone={props.contacts.phone} />
          </p>
        )}
        <fieldset>
          <legend>{question.about}</legend>
          <div class="card">
            {(["talks", "medicine"] as const).map((topic) => (
              <label key={topic} class="check">
                <input type="radio" name="topic" value={topic} required checked={typed?.topic === topic} />
                <span>
                  <b>{question[topic][0]}</b>{" "}
                  <span class="meta">{sentence(fill(question[topic][1], { rep }))}</span>
                </span>
              </label>
            ))}
          </div>
        </fieldset>
        <h2 id="text">{question.text}</h2>
        <textarea
          class="field"
          aria-labelledby="text"
          name="text"
          rows={5}
          maxlength={props.most}
          required
          aria-describedby={typed === undefined ? "hint" : "problem hint"}
          aria-invalid={typed !== undefined && typed.problem !== "topic" ? "true" : undefined}
        >
          {typed?.text}
        </textarea>
        <p class="meta" id="hint">
          {question.noPatient}
        </p>
        <p class="meta note">
          {fill(question.by, { date: props.by })} {question.everyone}
        </p>
        <div class="two">
          <button type="submit">{question.send}</button>
        </div>
      </form>
      <h2>{words.safety.report}</h2>
      <div class="report">
        <ReportLines words={words} company={company} contacts={props.contacts} />
      </div>
    </>,
  );
}

export interface AskedProps extends AskFrame {
  readonly desk: QuestionDesk;
  /** It has words of a side effect. */
  readonly flagged: boolean;
  readonly at: string;
  readonly by: string;
}

/** What became of a question: who has it, by when they answer, and whom else it goes to (domain-rules 4.3). */
export function askedPage(props: AskedProps): string {
  const { company, chosen, contacts } = props;
  const words = wordsFor(props.lang);
  const question = QUESTION_WORDS[words.lang];
  const rep = props.rep ?? words.yourContact;
  const reader = props.desk === "rep" ? question.withRep : question.withMedical;
  return framed(
    props,
    words,
    <>
      <h1>{question.received}</h1>
      <p class="meta">{props.at}</p>
      <p class="lead note" role="status">
        {sentence(fill(reader, { date: props.by, rep: props.desk === "rep" ? rep : sentence(rep) }))}
      </p>
      {props.flagged && (
        <p class="card pad stop-all-box">
          <WithPhone text={question.flagged} phone={contacts.safety.phone} />
        </p>
      )}
      <h2>{words.safety.report}</h2>
      <div class="report">
        <ReportLines words={words} company={company} contacts={contacts} />
      </div>
      <p class="mid">
        <a href={withLang("/space/ask", chosen)}>{question.another}</a>
      </p>
    </>,
  );
}

/** Somebody who goes on without a name has nobody to be answered as: the telephone is for everybody. */
export function noAskingPage(props: { readonly lang: string; readonly company: string }): string {
  return noticePage(props, ({ lang }) => (
    <>
      <h1>{QUESTION_WORDS[lang].notYours}</h1>
      <p class="lead">{QUESTION_WORDS[lang].notYoursText}</p>
    </>
  ));
}

function framed(props: AskFrame, words: Words, body: ReturnType<typeof Fault>): string {
  const { company, chosen } = props;
  return renderPage({
    lang: words.lang,
    title: fill(words.information, { company }),
    company,
    aside: <LanguageSwitch words={words} path="/space/ask" />,
    foot: <RightsNav words={words} lang={chosen} choices="/choices" />,
    body: (
      <>
        <a class="back" href={withLang("/space", chosen)}>
          <Icon name="left" />
          {words.nav.back}
        </a>
        {body}
      </>
    ),
  });
}

function Fault(props: {
  readonly question: QuestionWords;
  readonly fault: keyof QuestionWords["fault"];
  readonly most: number;
  readonly phone: string;
}) {
  const text = fill(props.question.fault[props.fault], { n: props.most, phone: "{phone}" });
  return <WithPhone text={text} phone={props.phone} />;
}

/** A sentence with a number in it that a phone dials. */
function WithPhone({ text, phone }: { readonly text: string; readonly phone: string }) {
  return (
    <>
      {text
        .split(/(\{phone\})/)
        .map((part) => (part === "{phone}" ? <Telephone key={part} number={phone} /> : part))}
    </>
  );
}
