import { createInterface } from 'node:readline';
import { formatPercent } from '../lib/format';
import { classifyPrompt } from '../lib/library';
import { type Command, onlyArgument, parseCommand, print, printJson, UsageError } from './command';

export const classifyCommand: Command = {
  name: 'classify',
  usage: 'classify "PROMPT" [--json]   or   classify --jsonl < lines of {"id","prompt"}',
  summary: 'classify a prompt, or lines of them',
  async run(argv) {
    const { values, positionals } = parseCommand(argv, { jsonl: { type: 'boolean', default: false } });
    if (values.jsonl) return classifyLines();
    const { category, confidence, runnerUp } = classifyText(onlyArgument(positionals, 'the prompt'));
    if (values.json) return printJson({ category, confidence, runnerUp });
    print(
      `${category} ${formatPercent(confidence)}${runnerUp ? `, next: ${runnerUp.category} ${formatPercent(runnerUp.confidence)}` : ''}`,
    );
  },
};

function classifyText(prompt: string) {
  return classifyPrompt([{ role: 'user', content: prompt }]);
}

async function classifyLines(): Promise<void> {
  let number = 0;
  for await (const line of createInterface({ input: process.stdin })) {
    number++;
    if (!line.trim()) continue;
    const { id, prompt } = parseLine(line, number);
    const { category, confidence } = classifyText(prompt);
    printJson({ id, category, confidence });
  }
}

function parseLine(line: string, number: number): { id: unknown; prompt: string } {
  try {
    const parsed = JSON.parse(line) as { id?: unknown; prompt?: unknown };
    if (typeof parsed.prompt === 'string') return { id: parsed.id ?? null, prompt: parsed.prompt };
  } catch {
    // The error below covers both.
  }
  throw new UsageError(`Line ${number} is not a JSON object with an "id" and a "prompt".`);
}
