'use client';
import { CopyButton } from './copy-button';

interface SecretLineProps {
  secret: string;
  /** Label of the copy button, such as "Copy key". */
  label: string;
  testId: string;
}

/** A secret that is shown only once, with a copy button. */
export function SecretLine({ secret, label, testId }: SecretLineProps) {
  return (
    <div className="flex items-center gap-2 rounded-md border border-line bg-code-bg py-1 pr-1 pl-3">
      <code data-testid={testId} className="min-w-0 flex-1 truncate font-mono text-[12px]">
        {secret}
      </code>
      <CopyButton text={secret} label={label} />
    </div>
  );
}
