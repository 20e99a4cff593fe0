import { Unlink } from 'lucide-react';
import Link from 'next/link';
import { buttonClass } from '../../ui/button';
import { Empty } from '../../ui/empty';

/** A link that leads nowhere; which of the reasons it is, is not told. */
export function SharedGone() {
  return (
    <main className="mx-auto max-w-[720px] px-6 pt-24 max-[640px]:px-4">
      <h1 className="sr-only">Shared chat</h1>
      <Empty
        icon={Unlink}
        title="This link shows nothing any more"
        action={
          <Link href="/playground" className={buttonClass('primary')}>
            Open the playground
          </Link>
        }
      >
        It was revoked, its chat was deleted, or it never was one. Ask whoever sent it for a new one.
      </Empty>
    </main>
  );
}
