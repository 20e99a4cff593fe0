import { type Answered, openAnswerer } from './answerer';
import { type Command, numberOption, onlyArgument, parseCommand, print, printAside, printJson } from './command';
import { consensusLines } from './consensus-lines';
import { explainLines } from './explain';
import { factsLine, jsonFacts } from './facts';

export const routeCommand: Command = {
  name: 'route',
  usage: 'route "PROMPT" [--model M] [--policy P] [--max-cost USD] [--ask N] [--consensus] [--explain] [--json]',
  summary: 'answer a prompt with the model that suits it',
  async run(argv) {
    const { values, positionals } = parseCommand(argv, {
      model: { type: 'string' },
      policy: { type: 'string' },
      'max-cost': { type: 'string' },
      ask: { type: 'string' },
      consensus: { type: 'boolean', default: false },
      explain: { type: 'boolean', default: false },
    });
    const prompt = onlyArgument(positionals, 'the prompt');
    const { model, policy } = values;
    const maxCost = numberOption('max-cost', values['max-cost']);
    const parallel = numberOption('ask', values.ask);
    const request = {
      prompt,
      ...(model && { model }),
      ...(policy && { policy }),
      ...(maxCost !== undefined && { maxCost }),
      ...(parallel !== undefined && { parallel }),
      ...(values.consensus && { consensus: true }),
    };
    const answerer = await openAnswerer();
    try {
      if (values.json) printJson(jsonFacts(await answerer.route(request), values.explain));
      else await printStream(answerer.stream(request), values.explain);
    } finally {
      await answerer.close();
    }
  },
};

async function printStream(
  parts: AsyncIterable<{ text: string } & Partial<Answered>>,
  explain: boolean,
): Promise<void> {
  for await (const part of parts) {
    process.stdout.write(part.text);
    if (!part.decision) continue;
    print('');
    printAside(factsLine(part as Answered));
    if (part.consensus) for (const line of consensusLines(part.consensus)) printAside(line);
    if (part.decision.parallel?.shortfall) printAside(part.decision.parallel.shortfall);
    if (explain) for (const line of explainLines(part.decision)) printAside(line);
  }
}
