/**
 * How long a grant holds without another declaration by the HCP (domain-rules 2.10). A visit or a click is none: it
 * says nothing about messages, and whoever is not counted would lose what the others keep.
 */
export const GRANT_MONTHS = 24;
