import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import { HTMLSelect, UseSignal } from '@jupyterlab/ui-components';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Debouncer } from '@lumino/polling';
import { type ISignal, Signal } from '@lumino/signaling';
import React from 'react';

import { pagesOf, queryOf } from '../api/query';
import type { OwnCell, Submission } from '../api/schema';
import { markOf } from '../exercise/notebook';
import type { ICoursewright } from '../tokens';
import { dateTime, points } from '../ui/format';
import { Loading, Notice, ReadingFailure, ShowMore } from '../ui/notice';
import { CoursewrightWidget, useCoursewright } from '../ui/widget';
import { ownCells } from './cells';
import { diffCells } from './diff';
import { Differences } from './view';

/** Stands for the notebook as it is now, where otherwise the id of an attempt stands. */
const NOW = 'now';
/** Typing comes in bursts. */
const PAUSE = 500;

/** Two attempts at an exercise, or an attempt and the notebook as it is now, side by side. */
export class CompareWidget extends CoursewrightWidget {
  constructor(
    shared: ICoursewright,
    readonly itemKey: string,
    private readonly _notebooks: INotebookTracker
  ) {
    super(shared);
    this.addClass('cw-Compare');
    _notebooks.widgetAdded.connect(this._follow, this);
    this._follow();
  }

  override dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this._notebooks.widgetAdded.disconnect(this._follow, this);
    this._watch(null);
    this._debouncer.dispose();
    super.dispose();
  }

  protected content(): JSX.Element {
    return (
      <UseSignal signal={this._changed}>
        {() => (
          <Comparison
            itemKey={this.itemKey}
            now={this._notebook ? ownCells(this._notebook) : null}
          />
        )}
      </UseSignal>
    );
  }

  /** Watch the exercise's notebook if one is open. */
  private _follow(): void {
    const found = this._notebooks.find(panel => markOf(panel)?.key === this.itemKey) ?? null;
    this._watch(found);
    if (!found) {
      // What a notebook is of can be told only once it is loaded.
      this._notebooks.forEach(
        panel =>
          void panel.context.ready.then(() => {
            if (!this.isDisposed && !this._notebook && markOf(panel)?.key === this.itemKey) {
              this._watch(panel);
            }
          })
      );
    }
  }

  private _watch(panel: NotebookPanel | null): void {
    const former = this._notebook;
    if (panel === former) {
      return;
    }
    former?.content.model?.contentChanged.disconnect(this._onChange, this);
    former?.disposed.disconnect(this._onClose, this);
    panel?.content.model?.contentChanged.connect(this._onChange, this);
    panel?.disposed.connect(this._onClose, this);
    this._notebook = panel;
    this._changed.emit();
  }

  private _onChange(): void {
    void this._debouncer.invoke();
  }

  private _onClose(): void {
    this._notebook = null;
    if (!this.isDisposed) {
      this._changed.emit();
    }
  }

  private readonly _changed: Signal<this, void> & ISignal<this, void> = new Signal<this, void>(
    this
  );
  private readonly _debouncer = new Debouncer(() => this._changed.emit(), PAUSE);
  private _notebook: NotebookPanel | null = null;
}

function Comparison(props: { itemKey: string; now: OwnCell[] | null }): JSX.Element {
  const { itemKey: key, now } = props;
  const { api, trans } = useCoursewright();
  const params = { path: { key } };
  const exercise = useQuery(queryOf(api, '/exercises/{key}', { params }));
  const attempts = useInfiniteQuery(pagesOf(api, '/exercises/{key}/submissions', { params }));
  const [chosen, setChosen] = React.useState<{ from?: string; to?: string }>({});
  const known = attempts.data ?? [];
  if (attempts.isSuccess && known.length === 0) {
    return (
      <Notice>
        {trans.__('You have not submitted this exercise yet. Submit it to compare with later work.')}
      </Notice>
    );
  }
  const [latest, former] = known;
  const to = chosen.to ?? (former ? latest?.id : NOW) ?? NOW;
  const from = chosen.from ?? (former ?? latest)?.id;
  return (
    <>
      <h2 className="cw-Title">{exercise.data?.title ?? key}</h2>
      <ReadingFailure of={[exercise, attempts]} />
      <div className="cw-Compare-choice">
        <Choice
          label={trans.__('From')}
          value={from}
          attempts={known}
          onChange={id => setChosen({ from: id, to })}
        />
        <Choice
          label={trans.__('To')}
          value={to}
          attempts={known}
          hasNow
          onChange={id => setChosen({ from, to: id })}
        />
        <ShowMore reading={attempts}>{trans.__('Show older')}</ShowMore>
      </div>
      {from && <Pair key={`${from}/${to}`} from={from} to={to} now={now} />}
    </>
  );
}

function Choice(props: {
  label: string;
  value: string | undefined;
  attempts: readonly Submission[];
  hasNow?: boolean;
  onChange: (id: string) => void;
}): JSX.Element {
  const { trans } = useCoursewright();
  return (
    <label className="cw-Compare-label">
      {props.label}
      <HTMLSelect
        value={props.value ?? ''}
        data-testid={props.hasNow ? 'cw-compare-to' : 'cw-compare-from'}
        onChange={event => props.onChange(event.target.value)}
      >
        {props.hasNow && <option value={NOW}>{trans.__('My notebook now')}</option>}
        {props.attempts.map(attempt => (
          <option key={attempt.id} value={attempt.id}>
            {optionText(attempt, trans.__('Attempt %1', attempt.attempt))}
          </option>
        ))}
      </HTMLSelect>
    </label>
  );
}

function optionText(attempt: Submission, name: string): string {
  const score =
    attempt.score === null
      ? ''
      : ` · ${points(attempt.score)} / ${points(attempt.max_score ?? 0)}`;
  return `${name} · ${dateTime(attempt.submitted_at)}${score}`;
}

function Pair(props: { from: string; to: string; now: OwnCell[] | null }): JSX.Element {
  const { api, trans } = useCoursewright();
  const cellsOf = (id: string) => ({
    ...queryOf(api, '/submissions/{id}/cells', { params: { path: { id } } }),
    staleTime: Infinity, // what was handed in never changes
    enabled: id !== NOW
  });
  const before = useQuery(cellsOf(props.from));
  const after = useQuery(cellsOf(props.to));
  const isNow = props.to === NOW;
  const is = isNow ? props.now : after.data?.cells;
  const was = before.data?.cells;
  const found = React.useMemo(() => (was && is ? diffCells(was, is) : null), [was, is]);
  return (
    <>
      <ReadingFailure of={isNow ? [before] : [before, after]} />
      {isNow && !props.now && (
        <Notice>
          {trans.__('Open the notebook of this exercise to compare with what it says now.')}
        </Notice>
      )}
      {found && <Differences cells={found} trans={trans} />}
      {!found && (before.isFetching || after.isFetching) && (
        <Loading>{trans.__('Loading your attempts…')}</Loading>
      )}
    </>
  );
}
