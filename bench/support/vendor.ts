import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A fake vendor with OpenAI's API; `countUsage` sets the usage of its answers. */
export async function startVendor(
  countUsage: (body: { max_completion_tokens?: number }) => { prompt: number; completion: number },
  delayMs: number,
): Promise<{ url: string; close(): void }> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { prompt, completion } = countUsage(JSON.parse(Buffer.concat(chunks).toString()));
    const usage = { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(
      frame({ choices: [{ index: 0, delta: { role: 'assistant', content: 'word ' }, finish_reason: null }] }),
    );
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    response.write(frame({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }));
    response.end(`${frame({ choices: [], usage })}data: [DONE]\n\n`);
  });
  const url = await listen(server);
  return { url: `${url}/v1`, close: () => server.closeAllConnections() };
}

function frame(data: object): string {
  return `data: ${JSON.stringify({ id: 'x', object: 'chat.completion.chunk', created: 1, model: 'm', ...data })}\n\n`;
}

/** Listens on a free loopback port; resolves to its origin. */
export async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
