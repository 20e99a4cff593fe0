import type { ReactNode } from 'react';

interface PageHeaderProps {
  title: string;
  /** One line: what the page is for. */
  purpose: string;
  children?: ReactNode;
}

/** Title, purpose and the main action. */
export function PageHeader({ title, purpose, children }: PageHeaderProps) {
  return (
    <header className="flex max-w-[1400px] flex-wrap items-center gap-x-3 gap-y-3 px-8 pt-5 pb-4 max-[640px]:px-4 max-[640px]:pt-4 max-[640px]:pb-3">
      <div className="min-w-0">
        <h1 className="text-title font-semibold tracking-[-0.014em] max-[640px]:sr-only">{title}</h1>
        <p className="mt-0.5 text-text-2 text-pretty">{purpose}</p>
      </div>
      {children && <div className="ml-auto flex items-center gap-2 max-[640px]:ml-0">{children}</div>}
    </header>
  );
}

export function PageBody({ children }: { children: ReactNode }) {
  return (
    <div className="flex max-w-[1400px] flex-col gap-4 px-8 pb-10 max-[640px]:gap-3 max-[640px]:px-4 max-[640px]:pb-8">
      {children}
    </div>
  );
}
