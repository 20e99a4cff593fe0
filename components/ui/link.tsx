'use client';

import NextLink from 'next/link';
import { type ComponentProps, useState } from 'react';

/**
 * Next's link, which fetches its page when the pointer or the focus reaches it. Next's default fetches every link in
 * view: twenty renders on the server for each page of the dashboard.
 */
export function Link(props: Omit<ComponentProps<typeof NextLink>, 'prefetch'>) {
  const [isWanted, setWanted] = useState(false);
  return (
    <NextLink
      {...props}
      prefetch={isWanted ? null : false}
      onPointerEnter={(event) => {
        setWanted(true);
        props.onPointerEnter?.(event);
      }}
      onFocus={(event) => {
        setWanted(true);
        props.onFocus?.(event);
      }}
    />
  );
}
