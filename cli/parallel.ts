import { type Answered, openAnswerer } from './answerer';
import { type Command, parseCommand, print, printAside, printJson, UsageError } from './command';
import { factsLine, jsonFacts } from './facts';

export const parallelCommand: Command = {
  name: 'parallel',
  usage: 'parallel "PROMPT 1" "PROMPT 2" … [--json]',
  summary: 'answer several prompts at once, each by the model that suits it',
  async run(argv) {
    const { values, positionals } = parseCommand(argv, {});
    if (positionals.length === 0) throw new UsageError('Give at least one prompt.');
    const answerer = await openAnswerer();
    try {
      // All are waited for: those that answered have been paid, whatever became of the others.
      const results = await Promise.allSettled(positionals.map((prompt) => answerer.route({ prompt })));
      if (results.some(({ status }) => status === 'rejected')) process.exitCode = 1;
      if (values.json) return printJson({ results: results.map(toJson) });
      for (const [i, result] of results.entries()) {
        const isAnswer = result.status === 'fulfilled';
        print(`# ${positionals[i]}\n\n${isAnswer ? result.value.output : `Failed: ${messageOf(result)}`}\n`);
        if (isAnswer) printAside(factsLine(result.value));
      }
    } finally {
      await answerer.close();
    }
  },
};

function toJson(result: PromiseSettledResult<Answered>) {
  return result.status === 'fulfilled' ? jsonFacts(result.value, false) : { error: messageOf(result) };
}

function messageOf({ reason }: PromiseRejectedResult): string {
  return (reason as Error).message;
}
