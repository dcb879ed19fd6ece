/**
 * Whether a text has the form of a US National Provider Identifier: ten digits, the first 1 or 2, the last the Luhn
 * check digit of `80840` and the other nine (domain-rules 3.6). It says nothing about assignment.
 */
export function isNpi(text: string): boolean {
  if (!/^[12]\d{9}$/.test(text)) return false;
  let sum = 0;
  for (const [index, digit] of [...`80840${text}`].reverse().entries()) {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}
