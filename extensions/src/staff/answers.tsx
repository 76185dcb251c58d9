import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { useInfiniteQuery } from '@tanstack/react-query';
import React from 'react';

import { pagesOf } from '../api/query';
import type { Me, ShortAnswer } from '../api/schema';
import type { ICoursewright } from '../tokens';
import { dateTime, points } from '../ui/format';
import { Markdown, RenderersProvider } from '../ui/markdown';
import { Notice, ReadingFailure, ShowMore } from '../ui/notice';
import { CoursewrightWidget, useCoursewright } from '../ui/widget';
import { Decision } from './decision';

type Cohort = Me['cohorts'][number];

/** Short answers that no machine could decide, in the cohorts that the person teaches. */
export class ShortAnswers extends CoursewrightWidget {
  constructor(
    shared: ICoursewright,
    private readonly _cohorts: () => readonly Cohort[],
    private readonly _renderers: IRenderMimeRegistry
  ) {
    super(shared);
    this.addClass('cw-Requests');
    this.addClass('cw-ShortAnswers');
  }

  protected content(): JSX.Element {
    return (
      <RenderersProvider value={this._renderers}>
        <Queues cohorts={this._cohorts()} />
      </RenderersProvider>
    );
  }
}

function Queues(props: { cohorts: readonly Cohort[] }): JSX.Element {
  const { trans } = useCoursewright();
  const place = React.useRef<HTMLDivElement>(null);
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const step = { j: 1, k: -1 }[event.key];
    const isModified = event.ctrlKey || event.metaKey || event.altKey;
    if (step && !isModified && !(event.target instanceof HTMLTextAreaElement)) {
      event.preventDefault();
      event.stopPropagation();
      goTo(place.current, step);
    }
  };
  return (
    <div ref={place} onKeyDown={onKeyDown}>
      <div className="cw-Requests-head">
        <h2 className="cw-Title">{trans.__('Short Answers')}</h2>
        <span className="cw-Row-detail">
          {trans.__('J and K: next and previous answer · Ctrl Enter: give the points')}
        </span>
      </div>
      {props.cohorts.map(cohort => (
        <Queue
          key={cohort.slug}
          cohort={cohort}
          onDecided={() => goTo(place.current, 1)}
        />
      ))}
    </div>
  );
}

/** Put the focus on the points of the answer `step` places from the one that has it. */
function goTo(place: HTMLElement | null, step: number): void {
  const answers = [...(place?.querySelectorAll<HTMLElement>('[data-testid="cw-short-answer"]') ?? [])];
  const here = answers.findIndex(answer => answer.contains(document.activeElement));
  const there = answers[here < 0 ? 0 : here + step];
  there?.scrollIntoView({ block: 'nearest' });
  there?.querySelector<HTMLElement>('input, button')?.focus();
}

function Queue(props: { cohort: Cohort; onDecided: () => void }): JSX.Element {
  const { cohort } = props;
  const { api, trans } = useCoursewright();
  const reading = useInfiniteQuery({
    ...pagesOf(api, '/cohorts/{slug}/short-answers', {
      params: { path: { slug: cohort.slug } }
    }),
    refetchOnMount: 'always'
  });
  // What was decided here stays where it was, so that it can be changed and nothing jumps.
  const [decided, setDecided] = React.useState<ReadonlyMap<string, ShortAnswer>>(new Map());
  const answers = merged(reading.data ?? [], decided);
  const settle = (answer: ShortAnswer): void => {
    setDecided(before => new Map([...before, [answer.id, answer]]));
    props.onDecided();
  };
  return (
    <section className="cw-Section" aria-label={cohort.name} data-testid="cw-short-answers">
      <h3 className="cw-Heading">{cohort.name}</h3>
      <ReadingFailure of={[reading]} />
      {reading.isSuccess && answers.length === 0 && (
        <Notice>
          <span role="status">{trans.__('No answer waits for you.')}</span>
        </Notice>
      )}
      {answers.map(answer => (
        <Waiting key={answer.id} answer={answer} slug={cohort.slug} onDecided={settle} />
      ))}
      <ShowMore reading={reading}>{trans.__('Show more')}</ShowMore>
    </section>
  );
}

/** What waits and what was decided here, the oldest first. */
function merged(
  waiting: readonly ShortAnswer[],
  decided: ReadonlyMap<string, ShortAnswer>
): ShortAnswer[] {
  const open = waiting.filter(({ id }) => !decided.has(id));
  return [...open, ...decided.values()].sort(
    (one, other) =>
      one.submitted_at.localeCompare(other.submitted_at) || one.id.localeCompare(other.id)
  );
}

function Waiting(props: {
  answer: ShortAnswer;
  slug: string;
  onDecided: (answer: ShortAnswer) => void;
}): JSX.Element {
  const { answer } = props;
  const { trans } = useCoursewright();
  const name = answer.full_name ?? answer.username;
  return (
    <article
      className="cw-Request"
      aria-label={trans.__('%1, %2', name, answer.module_title)}
      data-testid="cw-short-answer"
      data-id={answer.id}
      data-state={answer.points === null ? 'waiting' : 'decided'}
    >
      <div className="cw-Row-line">
        <strong>{name}</strong>
        <span className="cw-Row-aside">
          {answer.points === null ? '–' : points(answer.points)} / {points(answer.max_points)}
        </span>
      </div>
      <div className="cw-Row-detail">
        {answer.module_title} · {trans.__('submitted %1', dateTime(answer.submitted_at))}
      </div>
      <Markdown text={answer.question} className="cw-ShortAnswers-question" />
      <blockquote className="cw-Comment" data-testid="cw-answer-text">
        {answer.answer}
      </blockquote>
      <Expected answer={answer} />
      <Decision {...props} name={name} />
    </article>
  );
}

function Expected(props: { answer: ShortAnswer }): JSX.Element {
  const { explanation, marking, model_answer: model } = props.answer;
  const { trans } = useCoursewright();
  return (
    <>
      <section className="cw-Why">
        <h4>{trans.__('A good answer')}</h4>
        <Markdown text={model} />
      </section>
      {marking.length > 0 && (
        <section className="cw-Why">
          <h4>{trans.__('What it should say')}</h4>
          <ul>
            {marking.map((point, index) => (
              <li key={index}>
                <Markdown text={point} className="cw-mod-inline" />
              </li>
            ))}
          </ul>
        </section>
      )}
      {explanation && (
        <details className="cw-Why">
          <summary>{trans.__('Explanation')}</summary>
          <Markdown text={explanation} />
        </details>
      )}
    </>
  );
}
