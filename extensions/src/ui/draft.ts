import React from 'react';

const PREFIX = 'coursewright:draft:';

/**
 * A text that somebody is writing; it outlives panels, reloads and failures until it is emptied.
 *
 * It is kept in this browser alone. Where the browser keeps nothing, it lasts as long as the component.
 */
export function useDraft(name: string): [string, (text: string) => void] {
  const [text, setText] = React.useState(() => read(name));
  const write = React.useCallback(
    (changed: string) => {
      setText(changed);
      keep(name, changed);
    },
    [name]
  );
  return [text, write];
}

function read(name: string): string {
  try {
    return window.localStorage.getItem(PREFIX + name) ?? '';
  } catch {
    return '';
  }
}

function keep(name: string, text: string): void {
  try {
    if (text) {
      window.localStorage.setItem(PREFIX + name, text);
    } else {
      window.localStorage.removeItem(PREFIX + name);
    }
  } catch {
    // A full or forbidden store must not get in the way of writing.
  }
}
