/** Typical prompts of each category: what the routing page computes with until there are real requests. */
export const EXAMPLE_PROMPTS: string[] = [
  'What is the boiling point of water at 2,000 m?',
  'How many ounces are in a pound?',
  'Write a polite e-mail asking a supplier to move Friday’s delivery to Monday.',
  'How do I keep basil alive on a windowsill in winter?',
  'A train leaves at 9:40 and another, 15 km/h faster, at 10:10 on the same track. When does the second one catch up?',
  'Should a team of four move from weekly to daily releases? Weigh both sides.',
  'Why does this TypeScript function return undefined when the array is empty, and how should I fix it?',
  'Write a SQL query that finds customers with no order in the last 90 days.',
  'Write the opening paragraph of a story about a lighthouse keeper who is afraid of the sea.',
  'Give me five names for a bakery that opens at midnight.',
  'Summarise in two sentences: the council voted seven to two to close the old bridge for eighteen months, to reroute buses over the mill road, and to pay shops on both sides a share of the lost trade.',
  'Traduce al español: the parcel was left with the neighbour upstairs.',
  'Wie schreibe ich eine freundliche Absage an einen Bewerber?',
];
