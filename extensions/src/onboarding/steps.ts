import type { TranslationBundle } from '@jupyterlab/translation';

import type { Preview } from '../api/schema';
import type { IDraft } from './draft';

/** The steps in their order. */
export const STEPS = ['kind', 'archetype', 'topic', 'words', 'tool', 'course'] as const;

export type Step = (typeof STEPS)[number];

/** What a step is called in the list of steps. */
export function nameOf(step: Step, trans: TranslationBundle): string {
  switch (step) {
    case 'kind':
      return trans.__('System');
    case 'archetype':
      return trans.__('Architect');
    case 'topic':
      return trans.__('Topic');
    case 'words':
      return trans.__('Words');
    case 'tool':
      return trans.__('Tool');
    default:
      return trans.__('Your course');
  }
}

/** What a step asks. */
export function questionOf(step: Step, trans: TranslationBundle): string {
  switch (step) {
    case 'kind':
      return trans.__('Which kind of system do you think in?');
    case 'archetype':
      return trans.__('Which architect are you?');
    case 'topic':
      return trans.__('What could you talk about for half an hour?');
    case 'words':
      return trans.__('Which words do you use for it?');
    case 'tool':
      return trans.__('With what do you keep track of it today?');
    default:
      return trans.__('Your course');
  }
}

/** What is still missing before the next step, or nothing; `problems` are those of the preview. */
export function missingIn(
  step: Step,
  draft: IDraft,
  problems: Preview['problems'],
  trans: TranslationBundle
): string {
  switch (step) {
    case 'kind':
      return draft.kind ? '' : trans.__('Choose one of them to go on.');
    case 'archetype':
      return draft.archetype ? '' : trans.__('Choose one of them to go on.');
    case 'topic':
      if (!draft.domain.trim()) {
        return trans.__('Type a topic, or choose one of those below.');
      }
      return problems.domain ?? '';
    case 'words':
      return Object.keys(problems).length > 0
        ? trans.__('Correct the words that are marked.')
        : '';
    case 'tool':
      return draft.tool ? '' : trans.__('Choose one of them to go on.');
    default:
      return '';
  }
}

/** The first step at which something is missing: nobody gets further than there. */
export function furthest(
  draft: IDraft,
  problems: Preview['problems'],
  trans: TranslationBundle
): number {
  const found = STEPS.findIndex(step => missingIn(step, draft, problems, trans) !== '');
  return found < 0 ? STEPS.length - 1 : found;
}
