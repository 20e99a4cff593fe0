'use client';
import { Switch } from 'radix-ui';
import { useState } from 'react';
import { Card, CardBody, CardHeader } from '../ui/card';

interface TextStorageProps {
  isOn: boolean;
  mayChange: boolean;
  onChange: (input: { isOn: boolean }) => Promise<{ ok: boolean; message?: string }>;
}

/** Whether prompts and answers of API calls are stored. Off by default. */
export function TextStorage({ isOn, mayChange, onChange }: TextStorageProps) {
  const [value, setValue] = useState(isOn);
  const [error, setError] = useState<string | null>(null);
  const change = async (next: boolean) => {
    setValue(next);
    setError(null);
    const result = await onChange({ isOn: next });
    if (result.ok) return;
    setValue(!next);
    setError(result.message ?? 'The setting could not be saved.');
  };
  return (
    <Card>
      <CardHeader title="Prompt storage" />
      <CardBody className="flex items-start gap-4">
        <div className="min-w-0 flex-1">
          <p id="text-storage-label" className="font-medium">
            Store prompts and answers of API calls
          </p>
          <p id="text-storage-help" className="text-text-2 text-pretty">
            Playground conversations are always stored for their author. API calls store only metadata unless this is
            on. Takes effect within 15 seconds.
          </p>
          {error && (
            <p role="alert" className="mt-1 text-danger-text">
              {error}
            </p>
          )}
          {!mayChange && <p className="mt-1 text-meta text-text-3">Only an owner or an admin can change this.</p>}
        </div>
        <Switch.Root
          checked={value}
          disabled={!mayChange}
          onCheckedChange={change}
          aria-labelledby="text-storage-label"
          aria-describedby="text-storage-help"
          className="touch-target mt-1 h-4 w-7 shrink-0 rounded-full bg-line-input transition-colors data-[state=checked]:bg-accent disabled:opacity-50"
        >
          <Switch.Thumb className="block size-3 translate-x-0.5 rounded-full bg-white transition-transform data-[state=checked]:translate-x-[14px]" />
        </Switch.Root>
      </CardBody>
    </Card>
  );
}
