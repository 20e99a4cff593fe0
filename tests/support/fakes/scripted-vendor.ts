import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ScriptedVendor {
  /** For a vendor with the same response for every model. */
  baseUrl(vendor: string): string;
  close(): Promise<void>;
}

/** OpenAI-compatible vendors on one socket, each with one thing to say; streamed or in one piece, as asked. */
export async function startScriptedVendors(says: Record<string, string>): Promise<ScriptedVendor> {
  const server = createServer((request, response) => {
    const vendor = /^\/([^/]+)\//.exec(request.url ?? '')?.[1] ?? '';
    const body: Buffer[] = [];
    request.on('data', (chunk: Buffer) => body.push(chunk));
    request.on('end', () => {
      const { stream, model } = JSON.parse(Buffer.concat(body).toString()) as { stream?: boolean; model: string };
      const head = { id: 'x', created: 1, model };
      const usage = { prompt_tokens: 20, completion_tokens: 5, total_tokens: 25 };
      const content = says[vendor] ?? '';
      if (!stream) {
        response.setHeader('content-type', 'application/json');
        const message = { role: 'assistant', content };
        const choices = [{ index: 0, message, finish_reason: 'stop' }];
        return response.end(JSON.stringify({ ...head, object: 'chat.completion', choices, usage }));
      }
      response.setHeader('content-type', 'text/event-stream');
      const chunk = (delta: object, finish_reason: string | null = null) =>
        response.write(
          `data: ${JSON.stringify({ ...head, object: 'chat.completion.chunk', choices: [{ index: 0, delta, finish_reason }] })}\n\n`,
        );
      chunk({ role: 'assistant', content: '' });
      for (const word of content.split(/(?<= )/)) chunk({ content: word });
      chunk({}, 'stop');
      response.write(
        `data: ${JSON.stringify({ ...head, object: 'chat.completion.chunk', choices: [], usage })}\n\ndata: [DONE]\n\n`,
      );
      return response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: (vendor) => `http://127.0.0.1:${port}/${vendor}/v1`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
