import { createA3MRouter } from '../lib/library';
import { type Answered, type Answerer, openAnswerer } from './answerer';
import { type Command, onlyArgument, parseCommand, print, printAside, printJson } from './command';
import { factsLine, jsonFacts } from './facts';

const DEFAULT_COLUMNS = 3;

export const compareCommand: Command = {
  name: 'compare',
  usage: 'compare "PROMPT" [--models A,B] [--json]',
  summary: 'answer one prompt by several models, side by side',
  async run(argv) {
    const { values, positionals } = parseCommand(argv, { models: { type: 'string' } });
    const prompt = onlyArgument(positionals, 'the prompt');
    const answerer = await openAnswerer();
    try {
      const models = values.models?.split(',').map((model) => model.trim()) ?? (await bestCandidates(prompt));
      const results = await Promise.all(models.map((model) => answerOrError(answerer, prompt, model)));
      if (values.json) return printJson({ prompt, results });
      for (const result of results) {
        print(`# ${result.model}\n\n${'error' in result ? `Failed: ${result.error}` : result.output}\n`);
        if (!('error' in result)) printAside(factsLine(result as Answered));
      }
      if (results.every((result) => 'error' in result)) process.exitCode = 1;
    } finally {
      await answerer.close();
    }
  },
};

async function bestCandidates(prompt: string): Promise<string[]> {
  const router = createA3MRouter({ source: 'cli' });
  try {
    const { candidates } = await router.decide({ prompt });
    return candidates.slice(0, DEFAULT_COLUMNS).map(({ model }) => model);
  } finally {
    await router.close();
  }
}

async function answerOrError(answerer: Answerer, prompt: string, model: string) {
  try {
    return jsonFacts(await answerer.route({ prompt, model }), true);
  } catch (error) {
    return { model, error: (error as Error).message };
  }
}
