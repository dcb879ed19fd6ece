import type { Plan } from "../plan/plan.ts";
import { AwsError, type AwsService, type Principal } from "../runtime-ports.ts";

function identity(principal: Principal, plan: Plan): { arn: string; userId: string } {
  switch (principal.kind) {
    case "role": {
      const role = principal.roleArn.slice(principal.roleArn.lastIndexOf("/") + 1);
      const session = plan.functions.find(({ roleArn }) => roleArn === principal.roleArn)?.name ?? role;
      return {
        arn: `arn:aws:sts::${plan.account}:assumed-role/${role}/${session}`,
        userId: `${principal.accessKeyId}:${session}`,
      };
    }
    case "developer":
      return {
        arn: `arn:aws:iam::${plan.account}:user/${principal.mayWrite ? "local-developer" : "guest"}`,
        userId: "local",
      };
    default:
      throw new AwsError(403, "MissingAuthenticationToken", "Request is missing Authentication Token");
  }
}

/** STS as far as tools ask who they are: GetCallerIdentity, which needs no permission. */
export function createSts(plan: Plan): AwsService {
  return {
    signingName: "sts",
    needs: () => [],
    handle(request) {
      const action = new URLSearchParams(request.body.toString("utf8")).get("Action") ?? "none";
      if (action !== "GetCallerIdentity")
        throw new AwsError(400, "InvalidAction", `The action ${action} of STS is not hosted locally.`);
      const { arn, userId } = identity(request.principal, plan);
      const body = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>${arn}</Arn><UserId>${userId}</UserId><Account>${plan.account}</Account></GetCallerIdentityResult><ResponseMetadata><RequestId>local</RequestId></ResponseMetadata></GetCallerIdentityResponse>`;
      return Promise.resolve({ status: 200, headers: { "content-type": "text/xml" }, body });
    },
  };
}
