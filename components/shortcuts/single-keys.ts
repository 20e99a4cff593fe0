'use client';
const STORED_AS = 'a3m:single-keys';

/** Whether single-key shortcuts are enabled in this browser. */
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
    // Storage is full or blocked: the setting does not change.
  }
}
