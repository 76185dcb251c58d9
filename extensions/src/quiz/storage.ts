/** Kept in the browser until the service has it, so that a reload or a crash loses nothing. */
export function load<T>(key: string): T | null {
  try {
    const text = localStorage.getItem(key);
    return text === null ? null : (JSON.parse(text) as T);
  } catch {
    return null;
  }
}

/** Keep a value under a key; null forgets it. A browser without room keeps it in memory only. */
export function save(key: string, value: unknown): void {
  try {
    if (value === null) {
      localStorage.removeItem(key);
    } else {
      localStorage.setItem(key, JSON.stringify(value));
    }
  } catch {
    // Private windows may refuse; the answer is on its way to the service all the same.
  }
}
