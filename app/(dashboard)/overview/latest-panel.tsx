import { Inbox } from 'lucide-react';
import { RequestTable } from '@/components/requests/request-table';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { CopyButton } from '@/components/ui/copy-button';
import { Empty } from '@/components/ui/empty';
import { Link } from '@/components/ui/link';
import type { Visit } from '@/lib/auth/guards';
import { listRequests } from '@/lib/db/ledger/requests';

const LATEST = 8;

export async function LatestPanel({ visit: { runtime, caller } }: { visit: Visit }) {
  const { requests } = await listRequests(runtime.database, caller, { limit: LATEST });
  const origin = runtime.env.NEXTAUTH_URL ?? `http://localhost:${runtime.env.PORT}`;
  return (
    <Card>
      <CardHeader title="Recent requests">
        {requests.length > 0 && (
          <Link href="/requests" className="font-medium text-accent-text hover:underline">
            All requests
          </Link>
        )}
      </CardHeader>
      {requests.length > 0 ? (
        <div className="pt-1">
          <RequestTable requests={requests} withDay />
        </div>
      ) : (
        <CardBody>
          <Empty icon={Inbox} title="No requests yet" action={<CurlExample origin={origin} />}>
            Send a request and it appears here within a second. Create an API key in Settings.
          </Empty>
        </CardBody>
      )}
    </Card>
  );
}

function CurlExample({ origin }: { origin: string }) {
  const curl = `curl ${origin}/v1/chat/completions \\
  -H "Authorization: Bearer $A3M_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{"model":"auto","messages":[{"role":"user","content":"Hello"}]}'`;
  return (
    <div className="relative rounded-md border border-line bg-code-bg py-2 pr-20 pl-3">
      <pre className="overflow-x-auto font-mono text-[12px] leading-5">{curl}</pre>
      <CopyButton text={curl} className="absolute top-1.5 right-1.5" />
    </div>
  );
}

export function LatestSkeleton() {
  return (
    <Card>
      <CardHeader title="Recent requests" />
      <div className="flex flex-col gap-5 px-4 py-5">
        {[1, 2, 3, 4, 5, 6, 7, 8].map((key) => (
          <span key={key} className="skeleton h-5 w-full" />
        ))}
      </div>
    </Card>
  );
}
