'use client';
import { type ComponentProps, useEffect, useId, useState } from 'react';
import { Field } from '@/components/form/field';

/** A time zone, with the browser's list as suggestions. */
export function ZoneField(props: Omit<ComponentProps<typeof Field>, 'list' | 'type'>) {
  const id = useId();
  const [zones, setZones] = useState<string[]>([]);
  // Only in the browser, because the server's list may differ.
  useEffect(() => setZones(['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]), []);
  return (
    <>
      <Field list={id} autoComplete="off" spellCheck={false} {...props} />
      <datalist id={id}>
        {zones.map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </>
  );
}
