/** The form that a ticket office gave out. */
interface Ticket {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Posts a file with a form as a browser does. */
export async function postForm(ticket: Ticket, file: Blob): Promise<{ status: number; text: string }> {
  const form = new FormData();
  for (const [name, value] of Object.entries(ticket.fields)) form.append(name, value);
  form.append("file", file);
  const answer = await fetch(ticket.url, { method: "POST", body: form });
  return { status: answer.status, text: await answer.text() };
}

/** Uploads a file. @throws Error with S3's words when it refuses */
export async function upload(ticket: Ticket, file: Blob): Promise<void> {
  const { status, text } = await postForm(ticket, file);
  if (status >= 300) throw new Error(`S3 refused the upload: ${status} ${text}`);
}
