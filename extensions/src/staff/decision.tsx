import { useMutation } from '@tanstack/react-query';
import React from 'react';

import type { ShortAnswer } from '../api/schema';
import { useDraft } from '../ui/draft';
import { points } from '../ui/format';
import { Problem } from '../ui/notice';
import { useCoursewright } from '../ui/widget';

const LONGEST = 2000;

interface IDecisionProps {
  answer: ShortAnswer;
  slug: string;
  name: string;
  onDecided: (answer: ShortAnswer) => void;
}

/** The points for a short answer, to be given, or given and to be changed. */
export function Decision(props: IDecisionProps): JSX.Element {
  const { answer } = props;
  const { trans } = useCoursewright();
  const [isChanging, setChanging] = React.useState(false);
  if (answer.points === null || isChanging) {
    return (
      <Form
        {...props}
        onDecided={decided => {
          setChanging(false);
          props.onDecided(decided);
        }}
      />
    );
  }
  return (
    <p role="status" data-testid="cw-decided">
      <strong>
        {trans.__(
          '%1 of %2 points given',
          points(answer.points),
          points(answer.max_points)
        )}
      </strong>
      {answer.comment && <> · {answer.comment}</>}{' '}
      <button
        type="button"
        className="cw-Link"
        aria-label={trans.__('Change the points of %1', props.name)}
        onClick={() => setChanging(true)}
      >
        {trans.__('Change')}
      </button>
    </p>
  );
}

function Form(props: IDecisionProps): JSX.Element {
  const { answer, name } = props;
  const { trans } = useCoursewright();
  const [comment, setComment] = useDraft(`short-answer:${answer.id}`);
  const [given, setGiven] = useDraft(`short-answer-points:${answer.id}`);
  const form = React.useRef<HTMLFormElement>(null);
  const { id, max_points: most } = answer;
  const sending = useSending(props, () => {
    setComment('');
    setGiven('');
  });
  const send = (replace: boolean): void => {
    if (!sending.isPending && form.current?.reportValidity()) {
      sending.mutate({ points: Number(given), comment: comment.trim() || null, replace });
    }
  };
  const isTaken = sending.error?.code === 'already_decided';
  return (
    <form
      ref={form}
      className="cw-Form"
      onSubmit={event => {
        event.preventDefault();
        send(false);
      }}
      onKeyDown={event => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          send(false);
        }
      }}
    >
      <div className="cw-ShortAnswers-points">
        <label htmlFor={`points-${id}`}>{trans.__('Points for %1', name)}</label>
        <input
          id={`points-${id}`}
          className="jp-mod-styled"
          data-testid="cw-answer-points"
          type="number"
          required
          min={0}
          max={most}
          step={1}
          value={given}
          onChange={event => setGiven(event.target.value)}
        />
        <span>{trans.__('of %1', points(most))}</span>
        <Quick text={trans.__('None')} onClick={() => setGiven('0')} />
        <Quick text={trans.__('All')} onClick={() => setGiven(String(most))} />
      </div>
      <label htmlFor={`comment-${id}`}>{trans.__('Comment for %1 (may be left out)', name)}</label>
      <textarea
        id={`comment-${id}`}
        className="jp-mod-styled cw-Form-text"
        data-testid="cw-answer-comment"
        rows={2}
        maxLength={LONGEST}
        value={comment}
        onChange={event => setComment(event.target.value)}
      />
      <Problem of={sending.error} />
      <div className="cw-Form-buttons">
        {isTaken && (
          <button
            type="button"
            className="jp-mod-styled jp-mod-warn cw-Button"
            data-testid="cw-answer-replace"
            onClick={() => send(true)}
          >
            {trans.__('Replace those points')}
          </button>
        )}
        <button
          type="submit"
          className="jp-mod-styled jp-mod-accept cw-Button"
          data-testid="cw-answer-send"
          aria-disabled={sending.isPending || undefined}
        >
          {sending.isPending ? trans.__('Sending…') : trans.__('Give points')}
        </button>
      </div>
    </form>
  );
}

function Quick(props: { text: string; onClick: () => void }): JSX.Element {
  return (
    <button
      type="button"
      className="jp-mod-styled jp-mod-reject cw-Button"
      onClick={props.onClick}
    >
      {props.text}
    </button>
  );
}

function useSending(props: IDecisionProps, onSent: () => void) {
  const { answer, onDecided, slug } = props;
  const { api } = useCoursewright();
  return useMutation({
    mutationFn: (body: { points: number; comment: string | null; replace: boolean }) =>
      api.put('/cohorts/{slug}/short-answers/{id}/decision', {
        params: { path: { slug, id: answer.id } },
        body
      }),
    onSuccess: decided => {
      onSent();
      onDecided(decided);
    }
  });
}
