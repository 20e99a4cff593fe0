import { serveGatewayRequest } from '@/lib/gateway/http/web';

/** The public API for `next dev` and serverless hosts; in production `server/` answers before Next sees the request. */
export const GET = serveGatewayRequest;
export const POST = serveGatewayRequest;
export const DELETE = serveGatewayRequest;
