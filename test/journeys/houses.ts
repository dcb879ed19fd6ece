/** Houses that journeys are told in at the same time: a journey mostly waits, so two of them share two cores well. */
export const HOUSES = 2;
