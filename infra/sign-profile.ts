import { createPrivateKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { Country } from "../shared/model/channel.ts";
import { PROFILE_ROLES, ProfileRole } from "../shared/model/signed-profile.ts";
import { type Instant, instantText } from "../shared/model/time.ts";
import { chosenStage } from "./config.ts";
import { DEMO_SIGNERS, demoKey } from "./demo-signers.ts";
import { operatorCommand } from "./operator-command.ts";
import { profileStates, publicKeyText, signProfile } from "./profile-signing.ts";

const USAGE = `npm run sign-profile -- make-key --role regulatory --name "Dr. First Last" --key FILE
npm run sign-profile -- sign DE … --role regulatory --name "Dr. First Last" --key FILE
npm run sign-profile -- check            the countries of INVITO_STAGE
npm run sign-profile -- demo             signs all as the demo people, whom only dev believes

FILE is encrypted with the passphrase in INVITO_KEY_PASSPHRASE.`;

const { values: given, positionals } = parseArgs({
  allowPositionals: true,
  options: { role: { type: "string" }, name: { type: "string" }, key: { type: "string" } },
});

await operatorCommand(async () => {
  const now = Date.now();
  const [command, ...countries] = positionals;
  switch (command) {
    case "make-key":
      return makeKey();
    case "sign": {
      const { role, name } = signer();
      return signAll(
        countries.length === 0 ? [] : countries.map(countryNamed),
        { role, name, key: await ownKey() },
        now,
      );
    }
    case "demo":
      for (const role of PROFILE_ROLES)
        await signAll(Country.options, { role, name: DEMO_SIGNERS[role], key: demoKey(role) }, now);
      return;
    case "check":
      return check(now);
    default:
      throw new Error(`nothing was done. Usage:\n${USAGE}`);
  }
});

/** Makes a person's key and prints the line by which a stage believes it. An existing file is never overwritten. */
async function makeKey(): Promise<void> {
  const { role, name } = signer();
  const { privateKey } = generateKeyPairSync("ed25519");
  const pem = privateKey.export({
    format: "pem",
    type: "pkcs8",
    cipher: "aes-256-cbc",
    passphrase: passphrase(),
  });
  await writeFile(keyFile(), pem, { mode: 0o600, flag: "wx" });
  console.log(`made ${keyFile()}; add to profileSigners of the stage record:`);
  console.log(JSON.stringify({ role, name, publicKey: publicKeyText(privateKey) }));
}

async function signAll(
  countries: readonly Country[],
  by: { readonly role: ProfileRole; readonly name: string; readonly key: KeyObject },
  now: Instant,
): Promise<void> {
  if (countries.length === 0) throw new Error(`name the countries. Usage:\n${USAGE}`);
  for (const country of countries) {
    const { role, name, at } = await signProfile(country, by, now);
    console.log(`${country} signed for ${role} by ${name} at ${at}`);
  }
}

async function check(now: Instant): Promise<void> {
  const stage = chosenStage();
  const states = await profileStates(stage.profileSigners, now);
  for (const { country, state } of states)
    console.log(
      state.inForce
        ? `${country} on   version ${state.profile.version}, until ${instantText(state.until).slice(0, 10)}`
        : `${country} OFF  ${state.problem}`,
    );
}

function signer(): { readonly role: ProfileRole; readonly name: string } {
  if (given.name === undefined) throw new Error(`--name is missing. Usage:\n${USAGE}`);
  const role = ProfileRole.safeParse(given.role);
  if (!role.success) throw new Error(`--role must be one of ${PROFILE_ROLES.join(", ")}`);
  return { role: role.data, name: given.name };
}

function countryNamed(text: string): Country {
  const country = Country.safeParse(text);
  if (!country.success) throw new Error(`${text} is none of ${Country.options.join(", ")}`);
  return country.data;
}

function keyFile(): string {
  if (given.key === undefined) throw new Error(`--key is missing. Usage:\n${USAGE}`);
  return given.key;
}

async function ownKey(): Promise<KeyObject> {
  return createPrivateKey({
    key: await readFile(keyFile(), "utf8"),
    format: "pem",
    passphrase: passphrase(),
  });
}

function passphrase(): string {
  const text = process.env.INVITO_KEY_PASSPHRASE;
  if (text === undefined || text.length < 12)
    throw new Error("set INVITO_KEY_PASSPHRASE to the key's passphrase, twelve characters or more");
  return text;
}
