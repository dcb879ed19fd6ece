import { execFile } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { cp, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { PROFILE_ROLES } from "../shared/model/signed-profile.ts";
import { stageNamed } from "./config.ts";
import { trustProfiles } from "./constructs/country-profiles.ts";
import { DEMO_SIGNERS, demoKey } from "./demo-signers.ts";
import { PROFILE_FOLDER, profileStates, publicKeyText, signProfile } from "./profile-signing.ts";

const NOW = Date.parse("2026-11-21T10:00:00Z");
const run = promisify(execFile);
const command = (args: readonly string[], env: Record<string, string> = {}) =>
  run(process.execPath, ["--import", "tsx", resolve(import.meta.dirname, "sign-profile.ts"), ...args], {
    env: { ...process.env, ...env },
  });
async function copyOfProfiles(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "profiles-"));
  await cp(PROFILE_FOLDER, folder, { recursive: true });
  return folder;
}

describe("signing country profiles", () => {
  it("turns a changed country on again only when both roles have signed the change", async () => {
    const folder = await copyOfProfiles();
    const people = PROFILE_ROLES.map((role) => ({
      role,
      name: `Somebody for ${role}`,
      key: generateKeyPairSync("ed25519").privateKey,
    }));
    const signers = people.map(({ role, name, key }) => ({ role, name, publicKey: publicKeyText(key) }));
    const germany = async () =>
      (await profileStates(signers, NOW, folder)).find(({ country }) => country === "DE")?.state;
    const file = join(folder, "de.json");
    const document = JSON.parse(await readFile(file, "utf8")) as object;
    await writeFile(file, JSON.stringify({ ...document, consentMonths: 12 }));
    const [regulatory, privacy] = people;
    if (regulatory === undefined || privacy === undefined) throw new Error("two roles sign");
    await signProfile("DE", regulatory, NOW, folder);
    expect(await germany()).toMatchObject({ inForce: false });
    await signProfile("DE", privacy, NOW, folder);
    expect(await germany()).toMatchObject({ inForce: true, profile: { consentMonths: 12 } });
  });

  it("signs nothing that would be refused", async () => {
    const folder = await copyOfProfiles();
    await writeFile(join(folder, "de.json"), JSON.stringify({ country: "DE" }));
    const by = { role: "privacy", name: "Paul", key: generateKeyPairSync("ed25519").privateKey } as const;
    await expect(signProfile("DE", by, NOW, folder)).rejects.toThrow("version");
  });

  it("makes an encrypted key and prints whom the stage has to believe", async () => {
    const key = join(await mkdtemp(join(tmpdir(), "key-")), "privacy.pem");
    const args = ["make-key", "--role", "privacy", "--name", "Paul Privacy", "--key", key];
    const { stdout } = await command(args, { INVITO_KEY_PASSPHRASE: "correct horse battery" });
    expect(stdout).toMatch(/\{"role":"privacy","name":"Paul Privacy","publicKey":"[\w-]{43}"\}/);
    expect(await readFile(key, "utf8")).toMatch(/^-----BEGIN ENCRYPTED PRIVATE KEY-----/);
    // never over a key that somebody has
    await expect(command(args, { INVITO_KEY_PASSPHRASE: "correct horse battery" })).rejects.toThrow("EEXIST");
    await expect(command(args, { INVITO_KEY_PASSPHRASE: "" })).rejects.toThrow("INVITO_KEY_PASSPHRASE");
  });

  it("tells each country's state in a stage", async () => {
    expect((await command(["check"], { INVITO_STAGE: "dev" })).stdout).toMatch(/^US on {3}version \d{4}/);
    expect((await command(["check"], { INVITO_STAGE: "prod" })).stdout).toMatch(
      /^US OFF {2}.* does not know$/m,
    );
  });
});

describe("the demo people", () => {
  it("are believed by dev and by no other stage: everybody has their keys", () => {
    const demo = PROFILE_ROLES.map((role) => ({
      role,
      name: DEMO_SIGNERS[role],
      publicKey: publicKeyText(demoKey(role)),
    }));
    expect(stageNamed("dev").profileSigners).toEqual(demo);
    expect(() => trustProfiles(stageNamed("dev"))).not.toThrow();
    expect(() => trustProfiles(stageNamed("prod"))).not.toThrow();
    expect(() => trustProfiles({ ...stageNamed("prod"), profileSigners: demo })).toThrow(
      "signs for the demo only: take them out of profileSigners of prod",
    );
  });
});
