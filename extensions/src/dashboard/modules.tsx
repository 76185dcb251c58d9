import { lockIcon } from '@jupyterlab/ui-components';
import React from 'react';

import type { Course, Module } from '../api/schema';
import { isFinished } from '../course/model';
import { durationText } from '../ui/duration';
import { ProgressBar } from '../ui/progress';
import { useCoursewright } from '../ui/widget';
import { Section } from './section';

/** Each track and own course with its modules: how far they are, what they took, what locks and opens them. */
export function Modules(props: {
  course: Course;
  minutes: ReadonlyMap<string, number>;
}): JSX.Element {
  const { course, minutes } = props;
  const { trans } = useCoursewright();
  const parents = [
    ...course.tracks.map(({ slug, title, modules }) => ({ id: slug as string, title, modules })),
    ...course.personal
  ];
  return (
    <Section title={trans.__('Your courses')} testId="cw-dashboard-modules">
      {parents.map(({ id, title, modules }) => (
        <section key={id} aria-label={title}>
          <h4 className="cw-Dashboard-track">{title}</h4>
          <ul className="cw-Plain">
            {modules.map(module => (
              <ModuleLine
                key={module.key}
                module={module}
                opens={modulesNamed(parents, module)}
                minutes={spent(module, minutes)}
              />
            ))}
          </ul>
        </section>
      ))}
    </Section>
  );
}

function ModuleLine(props: { module: Module; opens: Module[]; minutes: number }): JSX.Element {
  const { minutes, module, opens } = props;
  const { opener, trans } = useCoursewright();
  const percent = Math.round(module.progress_percent);
  const next = nextOf(module);
  return (
    <li
      className="cw-Dashboard-module"
      data-testid="cw-dashboard-module"
      data-key={module.key}
      data-locked={module.is_locked || undefined}
    >
      <div className="cw-Row-line">
        <span className="cw-Dashboard-name">
          {module.number}.{' '}
          {next ? (
            <button className="cw-Link" onClick={() => void opener.open(next)}>
              {module.title}
            </button>
          ) : (
            module.title
          )}
        </span>
        <span className="cw-Row-aside">
          {minutes > 0 && <span data-testid="cw-spent">{durationText(trans, minutes)} · </span>}
          {module.is_locked ? trans.__('locked') : trans.__('%1 %', percent)}
        </span>
      </div>
      {module.is_locked ? (
        <div className="cw-Dashboard-lock">
          <lockIcon.react tag="span" className="cw-Row-icon" />
          <div>
            <div>{module.lock_reason}</div>
            {opens.length > 0 && <Openers modules={opens} />}
          </div>
        </div>
      ) : (
        <ProgressBar percent={percent} label={trans.__('Progress in %1', module.title)} />
      )}
    </li>
  );
}

/** The modules that open another one, each with the way to go on in it. */
function Openers({ modules }: { modules: Module[] }): JSX.Element {
  const { opener, trans } = useCoursewright();
  return (
    <ul className="cw-Dashboard-openers" aria-label={trans.__('What opens it')}>
      {modules.map(module => {
        const next = nextOf(module);
        const percent = Math.round(module.progress_percent);
        return (
          <li key={module.key}>
            {next ? (
              <button
                className="cw-Link"
                data-testid="cw-opens"
                onClick={() => void opener.open(next)}
              >
                {trans.__('Go on in %1', module.title)}
              </button>
            ) : (
              module.title
            )}{' '}
            <span className="cw-Row-detail">{trans.__('%1 % done', percent)}</span>
          </li>
        );
      })}
    </ul>
  );
}

function modulesNamed(parents: { modules: Module[] }[], { needs, key }: Module): Module[] {
  // Keys are unique within the tracks, and within each own course.
  const home = parents.find(({ modules }) => modules.some(module => module.key === key));
  const known = [...(home?.modules ?? []), ...parents.flatMap(({ modules }) => modules)];
  return needs.flatMap(need => known.find(module => module.key === need) ?? []);
}

/** The item to go on with in a module; undefined while it is locked and when all of it is done. */
function nextOf({ is_locked, items }: Module): string | undefined {
  const open = is_locked ? [] : items.filter(item => !isFinished(item));
  return (open.find(({ status }) => status !== 'not-started') ?? open[0])?.key;
}

function spent({ items }: Module, minutes: ReadonlyMap<string, number>): number {
  return items.reduce((sum, { key }) => sum + (minutes.get(key) ?? 0), 0);
}
