import type { House } from "../journeys/house.ts";

/** Business time, seconds. */
export async function businessTime({ address }: House): Promise<number> {
  const answer = await fetch(`${address.app}/_local/clock`);
  const { now } = (await answer.json()) as { now: string };
  return Date.parse(now) / 1000;
}

/** Lets business time pass, so that what waits for it is due. */
export async function passTime(house: House, seconds: number): Promise<void> {
  await house.setClock(new Date((await businessTime(house)) * 1000 + seconds * 1000).toISOString());
}
