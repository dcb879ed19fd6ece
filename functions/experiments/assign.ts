import type { ArmKey, ExperimentId } from "../../shared/model/experiment.ts";
import type { HcpId, Sha256 } from "../../shared/model/ids.ts";
import { sha256 } from "../runtime/hash.ts";

/**
 * The unit of randomisation (AB-1): one person in one experiment. It stands for the person wherever outcomes are counted,
 * so that no outcome is kept under a person's key.
 */
export function unitOf(experimentId: ExperimentId, hcpId: HcpId): Sha256 {
  return sha256(`${experimentId}|${hcpId}`);
}

/** 52 bits of the hash: as many as a number holds exactly. */
const DIGITS = 13;

/**
 * Pure: the arm of a unit, equally likely and always the same (AB-1): who has the experiment's id and the person's can
 * compute it again, no list is needed.
 */
export function armOf(unit: Sha256, arms: readonly ArmKey[]): ArmKey {
  const place = Number.parseInt(unit.slice(0, DIGITS), 16) / 16 ** DIGITS;
  const arm = arms[Math.floor(place * arms.length)];
  if (arm === undefined) throw new Error("an experiment has arms");
  return arm;
}
