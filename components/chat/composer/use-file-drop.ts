'use client';
import { useEffect, useRef, useState } from 'react';

/** Handles files dropped anywhere on the page; true while files are dragged over it. */
export function useFileDrop(onFiles: ((files: File[]) => void) | null): boolean {
  const [isOver, setOver] = useState(false);
  const take = useRef(onFiles);
  take.current = onFiles;
  const isOn = onFiles !== null;
  useEffect(() => {
    if (!isOn) return;
    // `dragenter` of a child fires before `dragleave` of its parent, so entered elements are counted.
    let depth = 0;
    const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const listeners: [string, (event: DragEvent) => void][] = [
      ['dragenter', (event) => holdsFiles(event) && setOver(++depth > 0)],
      ['dragleave', (event) => holdsFiles(event) && setOver(--depth > 0)],
      ['dragover', (event) => holdsFiles(event) && event.preventDefault()],
      [
        'drop',
        (event) => {
          if (!holdsFiles(event)) return;
          event.preventDefault();
          depth = 0;
          setOver(false);
          take.current?.([...(event.dataTransfer?.files ?? [])]);
        },
      ],
    ];
    for (const [name, listener] of listeners) document.addEventListener(name, listener as EventListener);
    return () => {
      for (const [name, listener] of listeners) document.removeEventListener(name, listener as EventListener);
    };
  }, [isOn]);
  return isOver;
}
