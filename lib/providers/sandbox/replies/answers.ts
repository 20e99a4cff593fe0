import type { Category } from '../../../engine/types';
import { paragraphFor } from './greetings';
import { pick } from './seed';
import { snippetFor } from './snippets';
import { extractTopic, quote } from './topic';

export interface AnswerInput {
  prompt: string;
  category: Category;
  model: string;
  /** Quality level, from 1 (short and plain) to 3 (long and careful). */
  skill: 1 | 2 | 3;
  random: () => number;
}

/** Generates a made-up answer that fits the prompt's category and says that it is made up. */
export function answerText(input: AnswerInput): string {
  return `${BODIES[input.category](input)}\n\n*Sandbox answer, made up by ${input.model}. No language model was called.*`;
}

const BODIES: Record<Category, (input: AnswerInput) => string> = {
  simple,
  medium,
  reasoning,
  code,
  creative,
  summarization,
  multilingual: ({ prompt }) => paragraphFor(prompt),
};

function simple({ prompt, random }: AnswerInput): string {
  const sum = arithmetic(prompt);
  if (sum) return sum;
  if (/^\s*(hi|hello|hey|good (morning|evening))\b/i.test(prompt))
    return 'Hello. Ask me anything and watch where the router sends it.';
  return pick(random, [
    `In one line: a real model would state the fact about **${extractTopic(prompt)}** here. Short questions like this one need no premium model, so the router took a cheap one.`,
    `**${extractTopic(prompt)}**: this is where a real model would answer in a sentence. A question this short costs a fraction of a cent when it goes to a small model.`,
  ]);
}

/** Simple sums are answered correctly. */
function arithmetic(prompt: string): string | null {
  const match = /(-?\d+(?:\.\d+)?)\s*([+\-*/x×÷])\s*(-?\d+(?:\.\d+)?)/.exec(prompt);
  if (!match) return null;
  const [, left, sign = '+', right] = match;
  const [a, b] = [Number(left), Number(right)];
  const result = sign === '+' ? a + b : sign === '-' ? a - b : /[*x×]/.test(sign) ? a * b : a / b;
  return Number.isFinite(result) ? `${left} ${sign} ${right} = **${Number(result.toPrecision(12))}**.` : null;
}

function medium({ prompt, skill, random }: AnswerInput): string {
  const topic = extractTopic(prompt);
  const points = [
    `**Start from the outcome.** Write down in one sentence what a good result for ${topic} looks like, and for whom.`,
    '**Take the smallest step that shows it.** A rough version in front of somebody teaches more than a plan.',
    '**Decide what to leave out.** Two things done well beat five begun.',
    '**Ask one person who has done it.** Ten minutes with them saves a day of reading.',
    '**Look again after a week.** Keep what worked, drop what did not, and note why.',
  ].slice(0, skill + 2);
  const opening = pick(random, [`Here is a way to go about ${topic}:`, `A few things that help with ${topic}:`]);
  return `${opening}\n\n${points.map((point, i) => `${i + 1}. ${point}`).join('\n')}`;
}

function reasoning({ prompt, skill }: AnswerInput): string {
  const sum = arithmetic(prompt);
  const steps = [
    `**What is given.** “${quote(prompt)}”`,
    '**What is asked.** One quantity or one choice; everything else is context.',
    `**What follows.** ${sum ?? 'Each statement narrows the possibilities; whatever contradicts one of them falls away.'}`,
    '**Check.** Put the result back into the question: the units agree, and the extreme cases behave.',
  ].slice(0, skill + 1);
  return `Let us take it step by step.\n\n${steps.join('\n\n')}\n\nSo the answer is what survives all of these steps.`;
}

function code({ prompt, skill }: AnswerInput): string {
  const { language, code: body, notes } = snippetFor(prompt);
  const closing =
    skill > 1
      ? `\n\nA test worth writing first: the empty input, one item, and the same call twice for ${extractTopic(prompt, 2)}.`
      : '';
  return `A small, complete piece to start from:\n\n\`\`\`${language}\n${body}\n\`\`\`\n\n${notes}${closing}`;
}

function creative({ prompt, skill, random }: AnswerInput): string {
  const topic = extractTopic(prompt, 2);
  if (/\bhaiku\b/i.test(prompt)) return `${capital(topic)} at dusk,\na small light in the window,\nthen the quiet log.`;
  const verses = [
    `There was a morning, thin and bright,\nwhen ${topic} took the longer way,\nand found, beyond the edge of night,\na door that opened into day.`,
    `It did not hurry, did not shout,\nit learned the names of all the trees;\nwhat others left, it walked about\nand gathered up like fallen keys.`,
    `So if you meet it, let it pass,\nor walk a while along its side:\nthe road is long, the hours are glass,\nand ${topic} is a patient guide.`,
  ];
  const title = pick(random, ['The longer way', 'A patient guide', 'Beyond the edge']);
  return `**${title}**\n\n${verses.slice(0, skill).join('\n\n')}`;
}

const SENTENCE = /[^.!?。\n]+[.!?。]+/g;

/** An extractive summary: the first sentence, the most informative middle one, the last. */
function summarization({ prompt }: AnswerInput): string {
  const sentences = (prompt.slice(0, 20_000).match(SENTENCE) ?? [])
    .map((sentence) => sentence.trim())
    .filter((one) => one.length > 25);
  if (sentences.length < 3)
    return `In short: the text is about **${extractTopic(prompt, 4)}**. Paste a longer one to see its sentences picked out.`;
  const middle = sentences.slice(1, -1).reduce((best, next) => (next.length > best.length ? next : best));
  return `In short:\n\n${[sentences[0], middle, sentences.at(-1)].map((one) => `- ${quote(one ?? '', 220)}`).join('\n')}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
