import type { PolicyDocument } from "../../plan/plan.ts";

const service = "mediaconvert.amazonaws.com";
const list = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : [value].flat();

/** Whether a role's trust policy lets MediaConvert assume it. Conditions on the source account are taken as met. */
export function trustsMediaConvert(trust: PolicyDocument): boolean {
  const matching = trust.Statement.filter(
    ({ Action, Principal }) =>
      list(Action).some((action) => action === "sts:AssumeRole" || action === "sts:*" || action === "*") &&
      (Principal === "*" || (Principal !== undefined && list(Principal.Service).includes(service))),
  );
  return (
    matching.some(({ Effect }) => Effect === "Allow") && !matching.some(({ Effect }) => Effect === "Deny")
  );
}
