import React from 'react';

import type { Choice } from '../api/schema';
import { choiceFor } from './question';

/** The class of a panel whose keys are heard wherever the focus is in it. */
export const KEYED = 'cw-mod-keyed';

/** What the keys of a question do: `choose` one of its choices, `go` one step on or back. */
export interface IQuestionKeys {
  choose?: (choice: Choice) => void;
  go: (step: 1 | -1) => void;
}

/**
 * Hear the keys of a question in the whole panel around `place`: after a click beside the question
 * nothing of it has the focus, and the keys are to work all the same.
 */
export function useQuestionKeys(
  place: React.RefObject<HTMLElement>,
  options: Choice[],
  act: IQuestionKeys
): void {
  const latest = React.useRef<(event: KeyboardEvent) => void>();
  latest.current = event => handle(event, options, act);
  React.useEffect(() => {
    const panel = place.current?.closest<HTMLElement>(`.${KEYED}`);
    const listen = (event: KeyboardEvent): void => latest.current?.(event);
    panel?.addEventListener('keydown', listen);
    return () => panel?.removeEventListener('keydown', listen);
  }, [place]);
}

function handle(event: KeyboardEvent, options: Choice[], act: IQuestionKeys): void {
  const { key } = event;
  const target = event.target as Element;
  const isWriting = target instanceof HTMLTextAreaElement;
  const isModified = event.ctrlKey || event.metaKey;
  if (event.defaultPrevented || event.altKey || (isModified && key !== 'Enter')) {
    return;
  }
  if (key === 'Enter') {
    // In a text, Enter begins a new line; on a button or a link, it is theirs.
    if ((isWriting && !isModified) || target.closest('button, a')) {
      return;
    }
    act.go(event.shiftKey ? -1 : 1);
  } else {
    const choice = isWriting ? undefined : choiceFor(key, options);
    if (!choice || !act.choose) {
      return;
    }
    act.choose(choice);
  }
  event.preventDefault();
  event.stopPropagation();
}

/**
 * Put the focus on a heading when it comes into view, and again when `moment` changes; not while
 * somebody works in another part of Lab.
 */
export function useFocus(heading: React.RefObject<HTMLElement>, moment?: unknown): void {
  React.useEffect(() => {
    const { activeElement, body } = document;
    const panel = heading.current?.closest(`.${KEYED}`);
    if (!activeElement || activeElement === body || panel?.contains(activeElement)) {
      heading.current?.focus();
    }
  }, [heading, moment]);
}
