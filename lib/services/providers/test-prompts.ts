import type { Category } from '../../engine/types';

export type PromptKind = Exclude<Category, 'medium'>;

/** Five short prompts of each kind, clear enough for the classifier to be sure. */
export const TEST_PROMPTS: Record<PromptKind, string[]> = {
  simple: [
    'What is 12 * 7?',
    'How many ounces are in a pound?',
    'What is the capital of Portugal?',
    'What is the boiling point of water in Fahrenheit?',
    'How many days are in February in a leap year?',
  ],
  code: [
    'Write a Python function that groups items by key.',
    'Write a SQL query that finds customers with no order in the last 90 days.',
    'Fix this TypeScript error: Property "map" does not exist on type "string".',
    'Write a bash one-liner that counts the lines of every .log file.',
    'Refactor this reducer so that undo does not mutate history.',
  ],
  reasoning: [
    'A train leaves at 9:40 and another, 15 km/h faster, at 10:10 on the same track. When does the second one catch up?',
    'If all bloops are razzies and no razzie is a lazzy, can a bloop be a lazzy? Explain step by step.',
    'Three boxes are all labelled wrongly: apples, oranges, both. You may draw one fruit. Which box, and why?',
    'Prove that the sum of two odd numbers is always even.',
    'Anna is twice as old as Ben was when she was as old as Ben is now. She is 24. How old is Ben?',
  ],
  creative: [
    'Write the opening paragraph of a story about a lighthouse keeper who is afraid of the sea.',
    'Write a haiku about debugging at night.',
    'Write a limerick about a bakery that opens at midnight.',
    'Write a short poem about rain on a tin roof.',
    'Invent a legend that explains why cats sleep so much.',
  ],
  summarization: [
    'Summarise in two sentences: the council voted seven to two to close the old bridge for eighteen months, to reroute buses over the mill road, and to pay shops on both sides a share of the lost trade.',
    'Summarize this in one line: sales rose 4 % in spring, fell 2 % in summer, and returned to last year’s level by autumn after the new shop opened.',
    'Give me the key points of this note: the lift is out of order until Friday, the back stairs stay open, deliveries go to the side door, and the caretaker can be reached by phone.',
    'TL;DR: we moved the weekly meeting to Tuesday because half of the team travels on Mondays, and we cut it to thirty minutes after complaints about its length.',
    'Summarise the following paragraph for a newsletter: volunteers planted four hundred trees along the canal, the school made the signs, and the city will water them for two summers.',
  ],
  multilingual: [
    'Translate into Spanish: the parcel was left with the neighbour upstairs.',
    'Wie schreibe ich eine freundliche Absage an einen Bewerber?',
    'Quelle est la différence entre le passé composé et l’imparfait ?',
    'Translate into Italian: we will meet at the station at half past six.',
    '東京で雨の日に楽しめる場所を三つ教えてください。',
  ],
};

export const PROMPT_KINDS = Object.keys(TEST_PROMPTS) as [PromptKind, ...PromptKind[]];
