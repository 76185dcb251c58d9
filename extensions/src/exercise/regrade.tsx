import type { TranslationBundle } from '@jupyterlab/translation';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import React from 'react';

import { standing } from '../api/freshness';
import type { Regrade, RegradeDecision, Submission } from '../api/schema';
import { useDraft } from '../ui/draft';
import { dateTime } from '../ui/format';
import { Problem } from '../ui/notice';
import { useCoursewright } from '../ui/widget';

/** The shortest sentence that the service takes. */
const SHORTEST = 20;
const LONGEST = 2000;

/** The way to ask for a second look at a graded attempt, and what became of it. */
export function RegradeRequest(props: { submission: Submission }): JSX.Element {
  const { regrade } = props.submission;
  const { trans } = useCoursewright();
  const [isAsking, setAsking] = React.useState(false);
  const isOpen = regrade !== null && regrade.decision === null;
  return (
    <div className="cw-Regrade" data-testid="cw-regrade" data-attempt={props.submission.attempt}>
      {regrade && <State regrade={regrade} trans={trans} />}
      {isAsking && !isOpen && (
        <Form submission={props.submission} onDone={() => setAsking(false)} />
      )}
      {!isAsking && !isOpen && (
        <button
          className="cw-Link"
          data-testid="cw-regrade-ask"
          onClick={() => setAsking(true)}
        >
          {regrade
            ? trans.__('Ask for another look')
            : trans.__('Ask your instructor for a second look')}
        </button>
      )}
    </div>
  );
}

function State(props: { regrade: Regrade; trans: TranslationBundle }): JSX.Element {
  const { regrade, trans } = props;
  return (
    <div className="cw-Comment" role="status" data-testid="cw-regrade-state">
      <div>
        <strong>{trans.__('You asked on %1:', dateTime(regrade.asked_at))}</strong>{' '}
        {regrade.reason}
      </div>
      {regrade.decision === null || regrade.answered_at === null ? (
        <div className="cw-Row-detail">{trans.__('Waits for your instructor')}</div>
      ) : (
        <>
          <div className="cw-Regrade-answer">
            <strong>
              {decisionText(regrade.decision, trans)}
              {regrade.answered_by && ` · ${regrade.answered_by}`}
              {` · ${dateTime(regrade.answered_at)}`}
            </strong>
          </div>
          <div>{regrade.answer}</div>
        </>
      )}
    </div>
  );
}

/** What came of a request, for the learner and for staff. */
export function decisionText(decision: RegradeDecision, trans: TranslationBundle): string {
  const texts: { [decision in RegradeDecision]: string } = {
    kept: trans.__('The score stays'),
    regraded: trans.__('Graded again'),
    marked: trans.__('Marked by hand')
  };
  return texts[decision] ?? decision;
}

function Form(props: { submission: Submission; onDone: () => void }): JSX.Element {
  const { id, attempt, key } = props.submission;
  const { api, trans } = useCoursewright();
  const queries = useQueryClient();
  const [reason, setReason] = useDraft(`regrade:${id}`);
  const field = React.useId();
  const send = useMutation({
    mutationFn: (words: string) =>
      api.post('/submissions/{id}/regrade-requests', {
        params: { path: { id } },
        body: { reason: words }
      }),
    onSuccess: async () => {
      setReason('');
      await Promise.all(
        standing(key).map(queryKey => queries.invalidateQueries({ queryKey }))
      );
      props.onDone();
    }
  });
  const words = reason.trim();
  return (
    <form
      className="cw-Form"
      onSubmit={event => {
        event.preventDefault();
        send.mutate(words);
      }}
    >
      <label htmlFor={field}>
        {trans.__('Why should attempt %1 be looked at again?', attempt)}
      </label>
      <textarea
        id={field}
        className="jp-mod-styled cw-Form-text"
        data-testid="cw-regrade-reason"
        rows={4}
        maxLength={LONGEST}
        autoFocus
        value={reason}
        aria-describedby={`${field}-help`}
        onChange={event => setReason(event.target.value)}
      />
      <div id={`${field}-help`} className="cw-Row-detail">
        {trans.__('Name the test and what you expected, in a sentence at least.')}
      </div>
      <Problem of={send.error} />
      <div className="cw-Form-buttons">
        <button
          type="button"
          className="jp-mod-styled jp-mod-reject cw-Button"
          onClick={props.onDone}
        >
          {trans.__('Cancel')}
        </button>
        <button
          type="submit"
          className="jp-mod-styled jp-mod-accept cw-Button"
          data-testid="cw-regrade-send"
          disabled={words.length < SHORTEST || send.isPending}
        >
          {send.isPending ? trans.__('Sending…') : trans.__('Send')}
        </button>
      </div>
    </form>
  );
}
