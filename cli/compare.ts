import { type Answered, type Answerer, openAnswerer } from './answerer';
import { type Command, onlyArgument, parseCommand, print, printAside, printJson } from './command';
import { factsLine, jsonFacts } from './facts';

const DEFAULT_COLUMNS = 3;

export const compareCommand: Command = {
  name: 'compare',
  usage: 'compare "PROMPT" [--models A,B] [--json]',
  summary: 'answer one prompt with several models, side by side',
  async run(argv) {
    const { values, positionals } = parseCommand(argv, { models: { type: 'string' } });
    const prompt = onlyArgument(positionals, 'the prompt');
    const answerer = await openAnswerer();
    try {
      const models = values.models?.split(',').map((model) => model.trim()) ?? (await bestCandidates(answerer, prompt));
      const results = await Promise.all(models.map((model) => answerOrError(answerer, prompt, model)));
      if (results.every((result) => 'error' in result)) process.exitCode = 1;
      if (values.json) return printJson({ prompt, results });
      for (const result of results) {
        print(`# ${result.model}\n\n${'error' in result ? `Failed: ${result.error}` : result.output}\n`);
        if (!('error' in result)) printAside(factsLine(result as Answered));
      }
    } finally {
      await answerer.close();
    }
  },
};

/** The best models that the answerer can call: a server may have providers that this machine has not. */
async function bestCandidates(answerer: Answerer, prompt: string): Promise<string[]> {
  return (await answerer.candidates(prompt)).slice(0, DEFAULT_COLUMNS);
}

async function answerOrError(answerer: Answerer, prompt: string, model: string) {
  try {
    return jsonFacts(await answerer.route({ prompt, model }), true);
  } catch (error) {
    return { model, error: (error as Error).message };
  }
}
