import { readEnv } from '../lib/env';
import { callServer } from './answerer';
import { type Command, parseCommand, print, printJson, UsageError } from './command';

export const feedbackCommand: Command = {
  name: 'feedback',
  usage: 'feedback REQUEST_ID up|down [--json]',
  summary: 'rate an answer; needs the server and A3M_API_KEY',
  async run(argv) {
    const { values, positionals } = parseCommand(argv, {});
    const [requestId, rating] = positionals;
    if (!requestId || (rating !== 'up' && rating !== 'down'))
      throw new UsageError('Give the request’s id, then up or down.');
    const { A3M_URL: url, A3M_API_KEY: key } = readEnv();
    if (!key) throw new Error('Set A3M_API_KEY to a key of the team that made the request.');
    const answer = await callServer(url, key, 'POST', '/v1/feedback', { request_id: requestId, rating });
    if (values.json) return printJson(answer);
    print(`${requestId} is rated ${rating}.`);
  },
};
