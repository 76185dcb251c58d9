import { Dialog, showDialog } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import React from 'react';

import { keyOf } from '../api/query';
import type { Exercise, Hint } from '../api/schema';
import { points } from '../ui/format';
import { Problem } from '../ui/notice';
import { useCoursewright } from '../ui/widget';

/** The hints that were shown, how many there are, and the way to the next with its price. */
export function Hints(props: { exercise: Exercise }): JSX.Element | null {
  const { hints, key } = props.exercise;
  const { api, trans } = useCoursewright();
  const queries = useQueryClient();
  const reveal = useMutation({
    mutationFn: (number: number) =>
      api.put('/exercises/{key}/hints/{number}', {
        params: { path: { key, number: String(number) } }
      }),
    onSuccess: answer =>
      queries.setQueryData<Exercise>(
        keyOf('/exercises/{key}', { path: { key } }),
        known => known && { ...known, hints: answer.hints }
      )
  });
  if (hints.length === 0) {
    return null;
  }
  const shown = hints.filter(({ text }) => text !== null);
  const next = hints.find(({ text }) => text === null);
  const cost = hundredths(shown.reduce((sum, hint) => sum + hint.points, 0));
  const ask = async (hint: Hint): Promise<void> => {
    if (await isWanted(hint, props.exercise, trans)) {
      reveal.mutate(hint.number);
    }
  };
  return (
    <section className="cw-Section" aria-label={trans.__('Hints')} data-testid="cw-hints">
      <h3 className="cw-Heading">{trans.__('Hints')}</h3>
      <p className="cw-Row-detail">
        {[
          trans.__('%1 of %2 shown', shown.length, hints.length),
          cost > 0 && trans._n(
              'they take %1 point off your next attempts',
              'they take %1 points off your next attempts',
              cost
            )
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <ol className="cw-Hints" aria-live="polite">
        {shown.map(hint => (
          <li key={hint.number} data-testid="cw-hint" data-number={hint.number}>
            <WithCode text={hint.text ?? ''} />
          </li>
        ))}
      </ol>
      {next && (
        <button
          className="jp-mod-styled jp-mod-reject cw-Button cw-mod-wide"
          data-testid="cw-show-hint"
          disabled={reveal.isPending}
          onClick={() => void ask(next)}
        >
          {next.points > 0
            ? trans._n('Show hint %2 (%1 point)', 'Show hint %2 (%1 points)', next.points, next.number)
            : trans.__('Show hint %1 (free)', next.number)}
        </button>
      )}
      <Problem of={reveal.error} />
    </section>
  );
}

/** Points have two decimals; their sum has no more. */
function hundredths(value: number): number {
  return Math.round(100 * value) / 100;
}

/** What stands between two backticks is code; nothing else of Markdown is used in hints. */
function WithCode(props: { text: string }): JSX.Element {
  return (
    <>
      {props.text
        .split('`')
        .map((part, index) =>
          index % 2 ? <code key={index}>{part}</code> : <span key={index}>{part}</span>
        )}
    </>
  );
}

/** Whether the learner takes a hint at its price. */
async function isWanted(
  hint: Hint,
  exercise: Exercise,
  trans: TranslationBundle
): Promise<boolean> {
  const answer = await showDialog({
    title: trans.__('Show hint %1?', hint.number),
    body: priceText(hint, exercise, trans),
    buttons: [
      Dialog.cancelButton({ label: trans.__('Keep trying') }),
      Dialog.okButton({ label: trans.__('Show hint') })
    ],
    defaultButton: 0 // a slip of the Enter key costs nothing
  });
  return answer.button.accept;
}

function priceText(hint: Hint, exercise: Exercise, trans: TranslationBundle): string {
  if (hint.points === 0) {
    return trans.__('It costs no points.');
  }
  return trans.__(
    'It takes %1 of %2 points off every attempt that you submit from now on. Attempts before it keep their points, and your best attempt counts.',
    points(hint.points),
    points(exercise.points ?? 0)
  );
}
