import { NotebookActions, type INotebookTracker, type NotebookPanel } from '@jupyterlab/notebook';
import type { QueryClient } from '@tanstack/react-query';

import type { Api } from '../api/client';
import type { ApiError } from '../api/error';
import { keyOf } from '../api/query';
import { markOf } from '../exercise/notebook';
import { minutesEast } from '../ui/now';

const MINUTE = 60_000;

/** What a person does in front of a notebook; an open tab alone does nothing of it. */
const SIGNS = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;

/**
 * Tells the service, once a minute at most, that the learner is at work in a lesson or an exercise.
 *
 * It says nothing of how long: the service counts the minute in which it hears. So nothing is sent
 * again that was lost, and a wrong clock or an open window counts nothing.
 */
export class ActivityMeter {
  constructor(
    private readonly _api: Api,
    private readonly _queries: QueryClient,
    notebooks: INotebookTracker
  ) {
    notebooks.forEach(panel => this._watch(panel));
    notebooks.widgetAdded.connect((_, panel) => this._watch(panel));
    NotebookActions.executed.connect((_, { notebook }) => {
      const panel = notebooks.find(({ content }) => content === notebook);
      if (panel) {
        this._saw(panel);
      }
    });
  }

  private _watch(panel: NotebookPanel): void {
    const saw = (): void => this._saw(panel);
    const options = { capture: true, passive: true };
    SIGNS.forEach(sign => panel.node.addEventListener(sign, saw, options));
    panel.disposed.connect(() =>
      SIGNS.forEach(sign => panel.node.removeEventListener(sign, saw, options))
    );
  }

  private _saw(panel: NotebookPanel): void {
    const now = performance.now();
    if (now < this._next) {
      return;
    }
    const key = markOf(panel)?.key;
    if (key && !this._refused.has(key)) {
      this._next = now + MINUTE;
      void this._tell(key);
    }
  }

  private async _tell(key: string): Promise<void> {
    try {
      const params = { path: { key } };
      await this._api.post('/items/{key}/minutes', { params, body: { east: minutesEast() } });
      // Whoever looks at the sums next reads them again; nobody needs to do so now.
      const queryKey = keyOf('/dashboard');
      await this._queries.invalidateQueries({ queryKey, refetchType: 'none' });
    } catch (error) {
      // A notebook of somebody else, or of a course that ended, is not asked about again.
      if ((error as ApiError).status === 403 || (error as ApiError).status === 404) {
        this._refused.add(key);
      }
    }
  }

  private _next = 0;
  private readonly _refused = new Set<string>();
}
