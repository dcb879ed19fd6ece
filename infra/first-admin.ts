import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  CognitoIdentityProviderClient,
  UsernameExistsException,
} from "@aws-sdk/client-cognito-identity-provider";
import { chosenStage } from "./config.ts";
import { operatorCommand } from "./operator-command.ts";

/**
 * Invites the first administrator, who then invites everybody else. Cognito mails a temporary password; a second run
 * for the same address only makes sure of the group.
 */
export async function inviteAdmin(
  client: CognitoIdentityProviderClient,
  userPoolId: string,
  email: string,
  name: string,
): Promise<"invited" | "already there"> {
  let result: "invited" | "already there" = "invited";
  try {
    await client.send(
      new AdminCreateUserCommand({
        UserPoolId: userPoolId,
        Username: email,
        DesiredDeliveryMediums: ["EMAIL"],
        UserAttributes: [
          { Name: "email", Value: email },
          { Name: "email_verified", Value: "true" },
          { Name: "name", Value: name },
        ],
      }),
    );
  } catch (error) {
    if (!(error instanceof UsernameExistsException)) throw error;
    result = "already there";
  }
  await client.send(
    new AdminAddUserToGroupCommand({ UserPoolId: userPoolId, Username: email, GroupName: "admin" }),
  );
  return result;
}

if (process.argv[1] === import.meta.filename) {
  const [userPoolId, email, ...names] = process.argv.slice(2);
  if (userPoolId === undefined || email === undefined || names.length === 0) {
    console.error(
      "usage: npm run first-admin -- <user pool id> <e-mail address> <first and last name>\nThe id is an output of the data stack.",
    );
    process.exit(1);
  }
  await operatorCommand(async () => {
    const client = new CognitoIdentityProviderClient({ region: chosenStage().region });
    console.log(`${await inviteAdmin(client, userPoolId, email, names.join(" "))}; role admin`);
  });
}
