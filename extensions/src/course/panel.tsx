import { ReactWidget, Toolbar, UseSignal } from '@jupyterlab/ui-components';
import type { TranslationBundle } from '@jupyterlab/translation';
import { type ISignal } from '@lumino/signaling';
import React from 'react';

import type { IItem } from '../api/types';
import type { ItemOpener } from '../open/opener';
import { Failure, Notice } from '../ui/notice';
import { ContinueCard } from './continue';
import type { CourseModel } from './model';
import { CourseTree } from './tree';

/** What is in front in the main area, as far as the course is concerned. */
export interface ICurrent {
  readonly key: string | null;
  readonly changed: ISignal<unknown, void>;
}

/** The course section of the left panel. */
export class CoursePanel extends ReactWidget {
  constructor(
    private readonly _model: CourseModel,
    private readonly _opener: ItemOpener,
    private readonly _current: ICurrent,
    private readonly _trans: TranslationBundle,
    private readonly _onToggleDone: (item: IItem) => void
  ) {
    super();
    this.addClass('cw-CoursePanel');
  }

  /** Shown in the heading of the section. */
  readonly toolbar = new Toolbar();

  protected render(): JSX.Element {
    return (
      <UseSignal signal={this._model.changed}>
        {() => <UseSignal signal={this._current.changed}>{() => this._content()}</UseSignal>}
      </UseSignal>
    );
  }

  private _content(): JSX.Element {
    const { course, next, state } = this._model;
    const retry = (): void => void this._model.refresh();
    return (
      <>
        {state === 'error' && (
          <Failure message={this._model.error} trans={this._trans} onRetry={retry} />
        )}
        {state === 'loading' && !course && (
          <Notice>
            <span role="status">{this._trans.__('Loading your courses…')}</span>
          </Notice>
        )}
        {course && course.tracks.length + course.personal.length === 0 && (
          <Notice>
            {this._trans.__(
              'You are not in a course yet. Ask your instructor to add you to a cohort.'
            )}
          </Notice>
        )}
        {course && next && (
          <ContinueCard
            place={next}
            trans={this._trans}
            onOpen={key => void this._opener.open(key)}
          />
        )}
        {course && course.tracks.length + course.personal.length > 0 && (
          <CourseTree
            course={course}
            trans={this._trans}
            nextKey={next?.item.key ?? null}
            currentKey={this._current.key}
            onOpen={key => void this._opener.open(key)}
            onToggleDone={this._onToggleDone}
          />
        )}
      </>
    );
  }
}
