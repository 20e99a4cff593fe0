import { openAnswerer } from './answerer';
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
      const results = await Promise.all(positionals.map((prompt) => answerer.route({ prompt })));
      if (values.json) return printJson({ results: results.map((result) => jsonFacts(result, false)) });
      for (const [i, result] of results.entries()) {
        print(`# ${positionals[i]}\n\n${result.output}\n`);
        printAside(factsLine(result));
      }
    } finally {
      await answerer.close();
    }
  },
};
