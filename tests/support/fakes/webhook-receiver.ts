import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedWebhook {
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

export interface WebhookReceiver {
  url: string;
  received: ReceivedWebhook[];
  /** Answers the next requests with these statuses, one each, instead of 204. */
  statuses: number[];
  /** Answers nothing while set. */
  hangs: boolean;
  close(): Promise<void>;
}

/** A webhook endpoint on loopback that keeps what it receives. */
export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    receiver.received.push({ headers: request.headers, body });
    if (receiver.hangs) return;
    response.writeHead(receiver.statuses.shift() ?? 204, { location: '/elsewhere' }).end();
  });
  const receiver: WebhookReceiver = {
    url: '',
    received: [],
    statuses: [],
    hangs: false,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  return receiver;
}
