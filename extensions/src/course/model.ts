import type { IStateDB } from '@jupyterlab/statedb';
import { type ISignal, Signal } from '@lumino/signaling';
import { MutationObserver, type QueryClient, QueryObserver } from '@tanstack/react-query';

import type { Api } from '../api/client';
import { keyOf, queryOf } from '../api/query';
import type { Course, Item, Me, Module } from '../api/schema';

const LAST_KEY = 'coursewright:last-item';
const OPEN_ROWS = 'coursewright:open-rows';
const COURSE = keyOf('/course');
const DASHBOARD = keyOf('/dashboard');

/** An item together with the module it stands in. */
export interface IPlace {
  item: Item;
  module: Module;
}

/** Which rows of the tree are open, and for which courses that was decided. */
export type OpenRows = {
  open: string[];
  known: string[];
};

/** Whether somebody is in any course at all. */
export function hasCourses({ personal, tracks }: Course): boolean {
  return tracks.length + personal.length > 0;
}

interface IDone {
  key: string;
  done: boolean;
}

/** The learner's courses and who she is, for commands; panels ask with `useQuery`. */
export class CourseModel {
  constructor(
    private readonly _api: Api,
    private readonly _queries: QueryClient,
    private readonly _memory: IStateDB | null
  ) {}

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get course(): Course | undefined {
    return this._queries.getQueryData(queryOf(this._api, '/course').queryKey);
  }

  get me(): Me | undefined {
    return this._queries.getQueryData(queryOf(this._api, '/me').queryKey);
  }

  /** Read the courses, and keep them read from now on. */
  async follow(): Promise<void> {
    this._lastKey = ((await this._memory?.fetch(LAST_KEY)) as string | undefined) ?? null;
    this._openRows = ((await this._memory?.fetch(OPEN_ROWS)) as OpenRows | undefined) ?? null;
    const emit = (): void => this._changed.emit();
    const course = queryOf(this._api, '/course');
    const me = queryOf(this._api, '/me');
    const notifyOnChangeProps: ['data'] = ['data'];
    new QueryObserver(this._queries, { ...course, notifyOnChangeProps }).subscribe(emit);
    new QueryObserver(this._queries, { ...me, notifyOnChangeProps }).subscribe(emit);
  }

  /** Read the courses again; what was shown stays until the new answer is there. */
  async refresh(): Promise<void> {
    void this._queries.invalidateQueries({ queryKey: DASHBOARD });
    await this._queries.invalidateQueries({ queryKey: COURSE });
  }

  places(): IPlace[] {
    const course = this.course;
    const parents = course ? [...course.tracks, ...course.personal] : [];
    return parents.flatMap(parent =>
      parent.modules.flatMap(module => module.items.map(item => ({ item, module })))
    );
  }

  find(key: string): IPlace | undefined {
    return this.places().find(place => place.item.key === key);
  }

  /** Where to go on: the item opened last, else one begun, else the first one that is open. */
  get next(): IPlace | undefined {
    const open = this.places().filter(
      ({ item, module }) => !module.is_locked && !isFinished(item)
    );
    return (
      open.find(({ item }) => item.key === this._lastKey) ??
      open.find(({ item }) => item.status !== 'not-started') ??
      open.find(({ module }) => !module.is_optional) ??
      open[0]
    );
  }

  /** Remember the item opened last, also for the next start of Lab. */
  remember(key: string): void {
    this._lastKey = key;
    void this._memory?.save(LAST_KEY, key);
  }

  /** The rows that were open when Lab was left; null at the first start. */
  get openRows(): OpenRows | null {
    return this._openRows;
  }

  /** Remember which rows are open, also for the next start of Lab. */
  keepOpenRows(rows: OpenRows): void {
    this._openRows = rows;
    void this._memory?.save(OPEN_ROWS, rows);
  }

  /** Mark a lesson as done or not; shown at once, and taken back if the service refuses. */
  async setDone(item: Item, done: boolean): Promise<void> {
    const marking = new MutationObserver(this._queries, {
      mutationFn: ({ key, done }: IDone) => {
        const params = { path: { key } };
        return done
          ? this._api.post('/lessons/{key}/completion', { params })
          : this._api.delete('/lessons/{key}/completion', { params });
      },
      onMutate: async ({ key, done }) => {
        await this._queries.cancelQueries({ queryKey: COURSE });
        const status = done ? 'completed' : 'in-progress';
        this._queries.setQueryData<Course>(COURSE, course => withStatus(course, key, status));
      },
      onSettled: () => this.refresh()
    });
    await marking.mutate({ key: item.key, done });
  }

  private readonly _changed = new Signal<this, void>(this);
  private _lastKey: string | null = null;
  private _openRows: OpenRows | null = null;
}

/** A finished item is done or passed, so nobody needs to be led back to it. */
export function isFinished(item: Item): boolean {
  return item.status === 'completed' || item.status === 'passed';
}

/** The courses with another status of one item. */
function withStatus(
  course: Course | undefined,
  key: string,
  status: Item['status']
): Course | undefined {
  const changed = <T extends { modules: Module[] }>(parent: T): T => ({
    ...parent,
    modules: parent.modules.map(module => ({
      ...module,
      items: module.items.map(item => (item.key === key ? { ...item, status } : item))
    }))
  });
  return (
    course && {
      ...course,
      tracks: course.tracks.map(changed),
      personal: course.personal.map(changed)
    }
  );
}
