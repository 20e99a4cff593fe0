'use client';
const STORED_AS = 'a3m:single-keys';

/** Whether letters alone do something: a person may have turned that off in this browser. */
export function areSingleKeysEnabled(): boolean {
  try {
    return localStorage.getItem(STORED_AS) !== 'off';
  } catch {
    return true;
  }
}

export function setSingleKeys(isOn: boolean): void {
  try {
    if (isOn) localStorage.removeItem(STORED_AS);
    else localStorage.setItem(STORED_AS, 'off');
  } catch {
    // Storage is full or forbidden: the keys stay as they are.
  }
}
