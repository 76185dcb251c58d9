import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';

import type { Criterion, Submission, TestResult, TestOutcome } from '../api/schema';
import { dateTime, points } from '../ui/format';
import { RegradeRequest } from './regrade';

const MARKS: { [outcome in TestOutcome]: string } = {
  passed: '✓',
  partial: '◐',
  failed: '✗',
  error: '✗',
  timeout: '✗',
  killed: '✗',
  not_run: '–',
  manual: '✎'
};

/** What an outcome means, for those who cannot see its mark. */
function outcomeText(outcome: TestOutcome, trans: TranslationBundle): string {
  const texts: { [outcome in TestOutcome]: string } = {
    passed: trans.__('Passed'),
    partial: trans.__('Partly passed'),
    failed: trans.__('Not passed'),
    error: trans.__('Stopped with an error'),
    timeout: trans.__('Took too long'),
    killed: trans.__('Stopped: used too much memory or time'),
    not_run: trans.__('Not run'),
    manual: trans.__('Marked by hand')
  };
  return texts[outcome] ?? outcome;
}

/** Kinds of failure that the mark alone does not tell apart. */
const NAMED = new Set<TestOutcome>(['error', 'timeout', 'killed', 'not_run', 'manual']);

function TestLine(props: {
  test: TestResult;
  /** Whether the instructor has not marked this one yet. */
  waits: boolean;
  rubric: readonly Criterion[];
  trans: TranslationBundle;
}): JSX.Element {
  const { rubric, test, trans, waits } = props;
  const text = waits
    ? trans.__('Waits for your instructor')
    : outcomeText(test.outcome, trans);
  return (
    <li
      className={`cw-Test cw-mod-${test.outcome}`}
      data-testid="cw-test"
      data-grade-id={test.grade_id}
      data-outcome={test.outcome}
    >
      <span className="cw-Test-mark" aria-hidden="true">
        {MARKS[test.outcome] ?? '?'}
      </span>
      <div className="cw-Test-body">
        <div className="cw-Row-line">
          <span className="cw-Test-title">
            <span className="cw-Hidden">{text}: </span>
            {test.title}
          </span>
          <span className="cw-Row-aside">
            {waits ? '–' : points(test.points)} / {points(test.max_points)}
          </span>
        </div>
        {NAMED.has(test.outcome) && (
          <div className="cw-Row-detail" aria-hidden="true">
            {text}
          </div>
        )}
        {test.reason && <div className="cw-Test-reason">{test.reason}</div>}
        {test.comment && (
          <div className="cw-Comment">
            <strong>{trans.__('Instructor:')}</strong> {test.comment}
          </div>
        )}
        {test.is_marked && rubric.length > 0 && <Rubric lines={rubric} trans={trans} />}
      </div>
    </li>
  );
}

/** By what an answer was marked. */
function Rubric(props: {
  lines: readonly Criterion[];
  trans: TranslationBundle;
}): JSX.Element {
  const { lines, trans } = props;
  return (
    <details className="cw-Row-detail" data-testid="cw-rubric">
      <summary>{trans.__('What the points are given for')}</summary>
      <ul className="cw-Rubric">
        {lines.map(line => (
          <li key={line.key}>
            <span className="cw-Test-body">
              {line.title}
              {line.description && <span className="cw-Row-detail"> {line.description}</span>}
            </span>
            <span>{trans._n('%1 point', '%1 points', line.points)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function isUnmarked(test: TestResult): boolean {
  return test.outcome === 'manual' && !test.is_marked && test.points === 0 && !test.comment;
}

/** A graded submission: its score, each test with its reason, and what the instructor says. */
export function Result(props: {
  submission: Submission;
  /** Earlier ones have names of their own, so that tests and styles can tell them apart. */
  isLatest: boolean;
  rubric: readonly Criterion[];
  trans: TranslationBundle;
}): JSX.Element {
  const { isLatest, rubric, submission, trans } = props;
  return (
    <div
      className="cw-Result"
      data-testid={isLatest ? 'cw-result' : 'cw-earlier-result'}
      data-attempt={submission.attempt}
    >
      <div
        className="cw-Result-score"
        data-testid={isLatest ? 'cw-score' : 'cw-earlier-score'}
      >
        <span className="cw-Result-points">{points(submission.score ?? 0)}</span>
        <span> / {points(submission.max_score ?? 0)}</span>
        {submission.passed !== null && (
          <span className={`cw-Status cw-mod-${submission.passed ? 'passed' : 'failed'}`}>
            {submission.passed ? trans.__('passed') : trans.__('not passed yet')}
          </span>
        )}
      </div>
      <div className="cw-Row-detail">
        {trans.__('Attempt %1, %2', submission.attempt, dateTime(submission.submitted_at))}
      </div>
      {submission.hint_penalty > 0 && (
        <div className="cw-Row-detail" data-testid="cw-hint-penalty">
          {trans._n(
            'Hints took %1 point off.',
            'Hints took %1 points off.',
            submission.hint_penalty
          )}
        </div>
      )}
      {submission.needs_manual_grade && (
        <p className="cw-Hint">
          {trans.__('Your instructor still marks part of this by hand.')}
        </p>
      )}
      <ul className="cw-Tests" aria-label={trans.__('Tests')}>
        {submission.tests.map(test => (
          <TestLine
            key={test.grade_id}
            test={test}
            waits={submission.needs_manual_grade && isUnmarked(test)}
            rubric={rubric.filter(({ answer }) => answer === test.grade_id)}
            trans={trans}
          />
        ))}
      </ul>
      {!!submission.integrity?.length && (
        <details className="cw-Row-detail" data-testid="cw-integrity">
          <summary>{trans.__('What was noticed in the notebook')}</summary>
          <ul>
            {submission.integrity.map((sentence, index) => (
              <li key={index}>{sentence}</li>
            ))}
          </ul>
        </details>
      )}
      {submission.feedback && (
        <div className="cw-Comment" data-testid="cw-feedback">
          <strong>{trans.__('Feedback:')}</strong> {submission.feedback}
        </div>
      )}
      <RegradeRequest submission={submission} />
    </div>
  );
}
