import type { TranslationBundle } from '@jupyterlab/translation';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import React from 'react';

import { keyOf, pagesOf } from '../api/query';
import type { Me, RegradeDecision, StaffRegrade } from '../api/schema';
import { decisionText } from '../exercise/regrade';
import type { ICoursewright } from '../tokens';
import { useDraft } from '../ui/draft';
import { dateTime, points } from '../ui/format';
import { Notice, Problem, ReadingFailure, ShowMore } from '../ui/notice';
import { CoursewrightWidget, useCoursewright } from '../ui/widget';

type Cohort = Me['cohorts'][number];
type State = 'open' | 'answered';

/** The shortest answer that the service takes. */
const SHORTEST = 10;
const LONGEST = 2000;

/** Requests to look at an attempt once more, in the cohorts that the person teaches. */
export class RegradeRequests extends CoursewrightWidget {
  constructor(
    shared: ICoursewright,
    private readonly _cohorts: () => readonly Cohort[],
    private readonly _onFormgrader: () => void
  ) {
    super(shared);
    this.addClass('cw-Requests');
  }

  protected content(): JSX.Element {
    return <Queues cohorts={this._cohorts()} onFormgrader={this._onFormgrader} />;
  }
}

function Queues(props: {
  cohorts: readonly Cohort[];
  onFormgrader: () => void;
}): JSX.Element {
  const { trans } = useCoursewright();
  const [state, setState] = React.useState<State>('open');
  const names: [State, string][] = [
    ['open', trans.__('Open')],
    ['answered', trans.__('Answered')]
  ];
  return (
    <>
      <div className="cw-Requests-head">
        <h2 className="cw-Title">{trans.__('Regrade Requests')}</h2>
        <div role="group" aria-label={trans.__('Which requests')}>
          {names.map(([name, label]) => (
            <button
              key={name}
              className={`jp-mod-styled cw-Button ${state === name ? 'jp-mod-accept' : 'jp-mod-reject'}`}
              aria-pressed={state === name}
              onClick={() => setState(name)}
            >
              {label}
            </button>
          ))}
        </div>
      </div>
      {props.cohorts.map(cohort => (
        <Queue
          key={`${cohort.slug}/${state}`}
          cohort={cohort}
          state={state}
          onFormgrader={props.onFormgrader}
        />
      ))}
    </>
  );
}

function Queue(props: {
  cohort: Cohort;
  state: State;
  onFormgrader: () => void;
}): JSX.Element {
  const { cohort, state } = props;
  const { api, trans } = useCoursewright();
  const reading = useInfiniteQuery(
    pagesOf(api, '/cohorts/{slug}/regrade-requests', {
      params: { path: { slug: cohort.slug }, query: { state } }
    })
  );
  const requests = reading.data ?? [];
  return (
    <section className="cw-Section" aria-label={cohort.name} data-testid="cw-requests">
      <h3 className="cw-Heading">{cohort.name}</h3>
      <ReadingFailure of={[reading]} />
      {reading.isSuccess && requests.length === 0 && (
        <Notice>
          <span role="status">
            {state === 'open'
              ? trans.__('Nobody waits for an answer.')
              : trans.__('Nothing was answered yet.')}
          </span>
        </Notice>
      )}
      {requests.map(request => (
        <Request
          key={request.id}
          request={request}
          slug={cohort.slug}
          onFormgrader={props.onFormgrader}
        />
      ))}
      <ShowMore reading={reading}>{trans.__('Show more')}</ShowMore>
    </section>
  );
}

function Request(props: {
  request: StaffRegrade;
  slug: string;
  onFormgrader: () => void;
}): JSX.Element {
  const { request } = props;
  const { trans } = useCoursewright();
  const name = request.full_name ?? request.username;
  return (
    <article
      className="cw-Request"
      aria-label={trans.__('%1, %2, attempt %3', name, request.title, request.attempt)}
      data-testid="cw-request"
      data-id={request.id}
    >
      <div className="cw-Row-line">
        <strong>{name}</strong>
        <span className="cw-Row-aside">{scoreText(request, trans)}</span>
      </div>
      <div>{trans.__('%1, attempt %2', request.title, request.attempt)}</div>
      <div className="cw-Row-detail">
        {trans.__(
          'submitted %1, asked %2',
          dateTime(request.submitted_at),
          dateTime(request.asked_at)
        )}
      </div>
      <blockquote className="cw-Comment">{request.reason}</blockquote>
      <button type="button" className="cw-Link" onClick={props.onFormgrader}>
        {trans.__('Open formgrader')}
      </button>
      {request.decision ? (
        <p>
          <strong>
            {decisionText(request.decision, trans)}
            {request.answered_by && ` · ${request.answered_by}`}
          </strong>
          <br />
          {request.answer}
        </p>
      ) : (
        <Answer request={request} slug={props.slug} name={name} />
      )}
    </article>
  );
}

function scoreText(request: StaffRegrade, trans: TranslationBundle): string {
  if (request.state === 'queued' || request.state === 'grading') {
    return trans.__('being graded');
  }
  return request.score === null
    ? ''
    : `${points(request.score)} / ${points(request.max_score)}`;
}

function Answer(props: {
  request: StaffRegrade;
  slug: string;
  name: string;
}): JSX.Element {
  const { request, slug } = props;
  const { id } = request;
  const { api, trans } = useCoursewright();
  const queries = useQueryClient();
  const [answer, setAnswer] = useDraft(`regrade-answer:${id}`);
  const [decision, setDecision] = React.useState<RegradeDecision>('kept');
  const field = React.useId();
  const send = useMutation({
    mutationFn: () =>
      api.put('/cohorts/{slug}/regrade-requests/{id}/answer', {
        params: { path: { slug, id } },
        body: { decision, answer: answer.trim() }
      }),
    onSuccess: () => {
      setAnswer('');
      return queries.invalidateQueries({ queryKey: keyOf('/cohorts/{slug}/regrade-requests') });
    }
  });
  return (
    <form
      className="cw-Form"
      onSubmit={event => {
        event.preventDefault();
        send.mutate();
      }}
    >
      <Decisions request={request} chosen={decision} onChoose={setDecision} />
      <label htmlFor={field}>{trans.__('Answer to %1', props.name)}</label>
      <textarea
        id={field}
        className="jp-mod-styled cw-Form-text"
        data-testid="cw-request-answer"
        rows={3}
        maxLength={LONGEST}
        value={answer}
        onChange={event => setAnswer(event.target.value)}
      />
      <Problem of={send.error} />
      <div className="cw-Form-buttons">
        <button
          type="submit"
          className="jp-mod-styled jp-mod-accept cw-Button"
          data-testid="cw-request-send"
          disabled={answer.trim().length < SHORTEST || send.isPending}
        >
          {send.isPending ? trans.__('Sending…') : trans.__('Send answer')}
        </button>
      </div>
    </form>
  );
}

function Decisions(props: {
  request: StaffRegrade;
  chosen: RegradeDecision;
  onChoose: (decision: RegradeDecision) => void;
}): JSX.Element {
  const { chosen, request } = props;
  const { trans } = useCoursewright();
  const isLatest = request.latest_attempt === request.attempt;
  const texts: [RegradeDecision, string][] = [
    ['kept', trans.__('Keep the score')],
    ['regraded', trans.__('Grade it again')],
    ['marked', trans.__('I marked it by hand in formgrader')]
  ];
  return (
    <fieldset className="cw-Form-choices">
      <legend>{trans.__('Decision')}</legend>
      {texts.map(([decision, text]) => (
        <label key={decision}>
          <input
            type="radio"
            name={`decision-${request.id}`}
            value={decision}
            checked={chosen === decision}
            disabled={decision === 'regraded' && !isLatest}
            onChange={() => props.onChoose(decision)}
          />{' '}
          {text}
        </label>
      ))}
      {!isLatest && (
        <p className="cw-Row-detail">
          {trans.__(
            'The gradebook holds attempt %1 by now, so this one can not be graded again.',
            request.latest_attempt
          )}
        </p>
      )}
    </fieldset>
  );
}
