import { readEnv } from '../lib/env';
import { createA3MRouter, RouterError } from '../lib/library';
import { PROVIDERS } from '../lib/providers/registry';
import { toAnswered } from './answerer';
import { type Command, onlyArgument, parseCommand, print, printAside, printJson } from './command';
import { factsLine, jsonFacts } from './facts';

export const localCommand: Command = {
  name: 'local',
  usage: 'local "PROMPT" [--json]',
  summary: 'answer with a model on this machine: Ollama, vLLM or LM Studio',
  async run(argv) {
    const { values, positionals } = parseCommand(argv, {});
    const prompt = onlyArgument(positionals, 'the prompt');
    const router = createA3MRouter({ providers: localProviders(), source: 'cli' });
    try {
      const result = toAnswered(await router.route({ prompt, providers: { ignore: ['sandbox'] } }));
      if (values.json) return printJson(jsonFacts(result, false));
      print(result.output);
      printAside(factsLine(result));
    } catch (error) {
      throw error instanceof RouterError ? new Error(`No local model answers. Tried ${addresses()}.`) : error;
    } finally {
      await router.close();
    }
  },
};

function localProviders() {
  const { providers } = readEnv();
  const local = PROVIDERS.filter(({ isLocal }) => isLocal);
  return Object.fromEntries(local.map(({ id, defaultBaseUrl }) => [id, { baseUrl: defaultBaseUrl, ...providers[id] }]));
}

function addresses(): string {
  return Object.values(localProviders())
    .map(({ baseUrl }) => baseUrl)
    .join(', ');
}
