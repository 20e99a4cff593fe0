'use client';
import { type ComponentProps, useEffect, useId, useState } from 'react';
import { Field } from '@/components/form/field';

/** A time zone by its name, with the browser's list of them. */
export function ZoneField(props: Omit<ComponentProps<typeof Field>, 'list' | 'type'>) {
  const id = useId();
  const [zones, setZones] = useState<string[]>([]);
  // Not on the server: its list need not be the browser's.
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
