/** A SendEmail request of SES v2 as the message it sends. */
import * as z from "zod";
import { AwsError, type AwsRequest } from "../../runtime-ports.ts";
import { parseBody } from "../json-protocol.ts";
import { addressOf, type InboxMessage, linksIn } from "./inbox.ts";
import { decodeWords, readMime } from "./mime.ts";

const Text = z.object({ Data: z.string(), Charset: z.string().optional() });
const ascii = /^[\x20-\x7e]*$/;
const SendEmail = z.object({
  FromEmailAddress: z.string().optional(),
  FromEmailAddressIdentityArn: z.string().optional(),
  Destination: z
    .object({
      ToAddresses: z.array(z.string()).default([]),
      CcAddresses: z.array(z.string()).default([]),
      BccAddresses: z.array(z.string()).default([]),
    })
    .optional(),
  ReplyToAddresses: z.array(z.string()).optional(),
  ConfigurationSetName: z.string().optional(),
  EmailTags: z
    .array(
      z.object({
        Name: z.string().regex(/^[A-Za-z0-9_-]{1,256}$/),
        Value: z.string().regex(/^[A-Za-z0-9_@. -]{1,256}$/),
      }),
    )
    .max(50)
    .default([]),
  Content: z.object({
    Simple: z
      .object({
        Subject: Text,
        Body: z.object({ Text: Text.optional(), Html: Text.optional() }),
        Headers: z
          .array(
            z.object({
              Name: z
                .string()
                .max(126)
                .regex(/^[!-9;-~]+$/),
              Value: z.string().max(995).regex(ascii),
            }),
          )
          .max(15)
          .default([]),
      })
      .optional(),
    Raw: z.object({ Data: z.string() }).optional(),
    Template: z.unknown().optional(),
  }),
});

export interface SesMessage {
  readonly message: Omit<InboxMessage, "id" | "at">;
  /** SES checks another action for raw messages, also in its v2 API. */
  readonly action: "ses:SendEmail" | "ses:SendRawEmail";
  readonly identityArn?: string;
}

const LIMIT_BYTES = 40 * 1024 * 1024;

/** Reads the request; throws BadRequestException as SES does. Templates are not hosted. */
export function sesMessage(request: AwsRequest): SesMessage {
  if (request.body.length > LIMIT_BYTES * 1.4) throw bad("Message length is more than 41943040 bytes long.");
  const input = parseBody(SendEmail, request, "BadRequestException");
  const { Simple, Raw, Template } = input.Content;
  if (Template !== undefined) throw bad("Templates are not hosted locally; send Simple or Raw content.");
  if ((Simple === undefined) === (Raw === undefined)) throw bad("Content must be either Simple or Raw.");
  const read = Raw ? rawContent(Raw.Data) : undefined;
  const from =
    input.FromEmailAddress === undefined ? read?.headers.from : decodeWords(input.FromEmailAddress);
  if (!from) throw bad("The From address is missing.");
  const given = input.Destination;
  const to = given
    ? [...given.ToAddresses, ...given.CcAddresses, ...given.BccAddresses]
    : ["to", "cc", "bcc"].flatMap((name) => splitMailboxes(read?.headers[name]));
  if (to.length === 0) throw bad("The message has no destination.");
  if (to.length > 50) throw bad("Recipient count exceeds 50.");
  const broken = [from, ...to].find((mailbox) => !/^[^@\s]+@[^@\s]+$/.test(addressOf(mailbox)));
  if (broken !== undefined) throw bad(`Missing final '@domain' in ${broken}`);
  const text = Simple?.Body.Text?.Data ?? read?.text;
  const html = Simple?.Body.Html?.Data ?? read?.html;
  if (Simple && text === undefined && html === undefined) throw bad("The message body is empty.");
  const subject = Simple?.Subject.Data ?? read?.subject;
  return {
    action: Raw ? "ses:SendRawEmail" : "ses:SendEmail",
    ...(input.FromEmailAddressIdentityArn ? { identityArn: input.FromEmailAddressIdentityArn } : {}),
    message: {
      channel: "email",
      from,
      to,
      ...(subject === undefined ? {} : { subject }),
      ...(text === undefined ? {} : { text }),
      ...(html === undefined ? {} : { html }),
      headers: read
        ? read.headers
        : {
            from,
            to: to.join(", "),
            ...(subject === undefined ? {} : { subject }),
            ...(input.ReplyToAddresses ? { "reply-to": input.ReplyToAddresses.join(", ") } : {}),
            ...Object.fromEntries(
              (Simple?.Headers ?? []).map(({ Name, Value }) => [Name.toLowerCase(), Value]),
            ),
          },
      links: linksIn(text, html),
      tags: Object.fromEntries(input.EmailTags.map(({ Name, Value }) => [Name, Value])),
      ...(input.ConfigurationSetName ? { configurationSet: input.ConfigurationSetName } : {}),
      ...(Raw ? { raw: Raw.Data } : {}),
    },
  };
}

function rawContent(base64: string) {
  const bytes = Buffer.from(base64, "base64");
  if (bytes.length > LIMIT_BYTES) throw bad("Message length is more than 41943040 bytes long.");
  return readMime(bytes);
}

function splitMailboxes(header: string | undefined): readonly string[] {
  return (header?.match(/(?:"(?:[^"\\]|\\.)*"|[^,])+/g) ?? [])
    .map((mailbox) => mailbox.trim())
    .filter(Boolean);
}

function bad(message: string): AwsError {
  return new AwsError(400, "BadRequestException", message);
}
