import { Unlink } from 'lucide-react';
import { buttonClass } from '../../ui/button';
import { Empty } from '../../ui/empty';
import { Link } from '../../ui/link';

/** An invalid link. The reason is not disclosed. */
export function ShareNotFound() {
  return (
    <main className="mx-auto max-w-[720px] px-6 pt-24 max-[640px]:px-4">
      <h1 className="sr-only">Shared chat</h1>
      <Empty
        icon={Unlink}
        title="This link is no longer available"
        action={
          <Link href="/playground" className={buttonClass('primary')}>
            Open the playground
          </Link>
        }
      >
        The link was revoked, the chat was deleted, or the address is wrong. Ask the sender for a new link.
      </Empty>
    </main>
  );
}
