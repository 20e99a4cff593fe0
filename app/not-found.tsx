import { buttonClass } from '@/components/ui/button';
import { Link } from '@/components/ui/link';

export default function NotFound() {
  return (
    <main className="mx-auto flex max-w-[520px] flex-col items-start gap-1 px-6 pt-24">
      <h1 className="text-title font-semibold">Page not found</h1>
      <p className="text-text-2">It was deleted, you don’t have access, or it never existed.</p>
      <Link href="/playground" className={`mt-3 ${buttonClass('primary')}`}>
        Open the playground
      </Link>
    </main>
  );
}
