import { type Answered, openAnswerer } from './answerer';
import { type Command, parseCommand, print, printAside, printJson, UsageError } from './command';
import { factsLine, jsonFacts } from './facts';

export const parallelCommand: Command = {
  name: 'parallel',
  usage: 'parallel "PROMPT 1" "PROMPT 2" … [--json]',
  summary: 'answer several prompts at once, each with the model that suits it',
  async run(argv) {
    const { values, positionals } = parseCommand(argv, {});
    if (positionals.length === 0) throw new UsageError('Give at least one prompt.');
    const answerer = await openAnswerer();
    try {
      // Waits for all of them: an answer has been paid for even when another prompt failed.
      const results = await Promise.allSettled(positionals.map((prompt) => answerer.route({ prompt })));
      if (results.some(({ status }) => status === 'rejected')) process.exitCode = 1;
      if (values.json) return printJson({ results: results.map(toJson) });
      for (const [i, result] of results.entries()) {
        const isAnswer = result.status === 'fulfilled';
        print(`# ${positionals[i]}\n\n${isAnswer ? result.value.output : `Failed: ${errorMessage(result)}`}\n`);
        if (isAnswer) printAside(factsLine(result.value));
      }
    } finally {
      await answerer.close();
    }
  },
};

function toJson(result: PromiseSettledResult<Answered>) {
  return result.status === 'fulfilled' ? jsonFacts(result.value, false) : { error: errorMessage(result) };
}

function errorMessage({ reason }: PromiseRejectedResult): string {
  return (reason as Error).message;
}
