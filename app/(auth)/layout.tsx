import type { ReactNode } from 'react';
import { Logo } from '@/components/shell/logo';

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-[520px] flex-col px-6 pt-16 pb-12 max-[640px]:pt-8">
      <div className="mb-9 flex items-center gap-2.5 font-semibold">
        <Logo /> A3M Router
      </div>
      {children}
    </main>
  );
}
