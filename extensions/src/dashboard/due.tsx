import React from 'react';

import { isFinished, type IPlace } from '../course/model';
import { clockTime, isOver, momentIn, timeLeft } from '../ui/format';
import { useMinutes } from '../ui/now';
import { useCoursewright } from '../ui/widget';
import { Section } from './section';

const SHOWN = 6;

interface IDue extends IPlace {
  due: string;
}

/** What has to be handed in until when, in the learner's own time; what is late comes first. */
export function DueDates(): JSX.Element {
  const { course, opener, trans } = useCoursewright();
  useMinutes();
  const due = dueOf(course.places());
  const rest = due.length - SHOWN;
  return (
    <Section title={trans.__('Due')} testId="cw-dashboard-due">
      {due.length === 0 && (
        <p className="cw-Dashboard-text">{trans.__('Nothing is due.')}</p>
      )}
      <ul className="cw-Plain">
        {due.slice(0, SHOWN).map(({ item, module, due }) => (
          <li
            key={item.key}
            className="cw-Dashboard-due"
            data-testid="cw-due"
            data-key={item.key}
            data-over={isOver(due) || undefined}
          >
            <div className="cw-Dashboard-body">
              {module.is_locked ? (
                <span>{item.title}</span>
              ) : (
                <button className="cw-Link" onClick={() => void opener.open(item.key)}>
                  {item.title}
                </button>
              )}
              <div className="cw-Row-detail">{module.title}</div>
            </div>
            <div className="cw-Dashboard-when">
              {isOver(due) && <span className="cw-Dashboard-over">{trans.__('Overdue')}</span>}
              <time dateTime={due} title={momentIn(due)}>
                {trans.__('%1, %2', timeLeft(due), clockTime(due))}
              </time>
            </div>
          </li>
        ))}
      </ul>
      {rest > 0 && (
        <p className="cw-Row-detail">
          {trans._n('%1 more is due later', '%1 more are due later', rest)}
        </p>
      )}
    </Section>
  );
}

/** What is due and not passed, the earliest first; what waits for its grade was handed in. */
function dueOf(places: IPlace[]): IDue[] {
  return places
    .flatMap(place => (place.item.due_at ? [{ ...place, due: place.item.due_at }] : []))
    .filter(({ item }) => !isFinished(item) && item.status !== 'pending')
    .sort((one, other) => Date.parse(one.due) - Date.parse(other.due));
}
