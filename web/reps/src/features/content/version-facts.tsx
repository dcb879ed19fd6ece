import type { ReactNode } from "react";
import { kindOfVersion } from "../../../../../shared/model/reading-text.ts";
import type { CallOutput } from "../../../../client/client.ts";
import { useCall } from "../../app/api.tsx";
import { useHasRole } from "../../app/session.tsx";
import { CopyHash } from "../../ui/copy-hash.tsx";
import { countryWord, languageWord, listed } from "../../ui/places.ts";
import { day } from "../../ui/time.ts";
import classes from "./version-facts.module.css";
import { channelsWord, kindWord, pagesWord } from "./version-words.tsx";

type Read = CallOutput<"readVersion">;

/** What is known of a version, in rows. */
export function VersionFacts({ version, now }: { readonly version: Read; readonly now: number }) {
  const inside = useHasRole("marketer", "reviewer");
  const params = { versionId: version.versionId };
  const use = useCall("readVersionUse", { params }, { enabled: inside && version.approvedAt !== undefined });
  const { product, countries, language, channels, author, submittedAt, approvedAt, expiresAt } = version;
  const hands = version.editors.filter(({ userId }) => userId !== author.userId);
  return (
    <dl className={classes.facts}>
      <Fact name="Kind">{kindWord(kindOfVersion(version))}</Fact>
      <Fact name="Product">{product}</Fact>
      <Fact name="For">{listed(countries.map(countryWord))}</Fact>
      <Fact name="Language">{languageWord(language)}</Fact>
      <Fact name="Shown on">{channelsWord(channels)}</Fact>
      {(version.materialCodes ?? []).map(({ country, code }) => (
        <Fact key={code} name={`Code ${country}`}>
          {code}
        </Fact>
      ))}
      <Fact name="Written by">
        {author.name}, {day(author.at, { now })}
        {hands.length > 0 && `; edited by ${listed(hands.map(({ name }) => name))}`}
      </Fact>
      {submittedAt !== undefined && <Fact name="Submitted">{day(submittedAt, { now })}</Fact>}
      {approvedAt !== undefined && <Fact name="Approved">{day(approvedAt, { now })}</Fact>}
      {expiresAt !== undefined && <Fact name="Last day of use">{day(expiresAt, { now })}</Fact>}
      {use.data !== undefined && (
        <Fact name="Used on">
          {use.data.pages === 0 ? "No HCP’s page" : `${pagesWord(use.data)} of HCPs`}
        </Fact>
      )}
      {version.bytesSha256 !== undefined && (
        <Fact name="Signed bytes">
          <CopyHash sha256={version.bytesSha256} />
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Who signed what, when and with which meaning. */
export function Signatures({ version, now }: { readonly version: Read; readonly now: number }) {
  if (version.signatures.length === 0) return <p className={classes.none}>Nobody has signed it.</p>;
  return (
    <ul className={classes.signatures}>
      {version.signatures.map(({ signerUserId, printedName, ts, meaning }) => (
        <li key={`${signerUserId} ${ts}`}>
          <b>{printedName}</b>, reviewer
          <p className={classes.none}>
            {day(ts, { now })} · “{meaning}”
          </p>
        </li>
      ))}
    </ul>
  );
}
