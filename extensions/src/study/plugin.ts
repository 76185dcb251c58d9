import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { INotebookTracker } from '@jupyterlab/notebook';
import { IStateDB } from '@jupyterlab/statedb';

import { ICoursewright } from '../tokens';
import { ActivityMeter } from './meter';
import { PlaceKeeper } from './place';

/** What happens while somebody works in lessons and exercises: time is counted, her place is kept. */
export const study: JupyterFrontEndPlugin<void> = {
  id: 'coursewright-lab:study',
  description: 'Counts the time at work, and keeps the place in each lesson and exercise.',
  autoStart: true,
  requires: [ICoursewright, INotebookTracker],
  optional: [IStateDB],
  activate: (
    _: JupyterFrontEnd,
    { api, queries }: ICoursewright,
    notebooks: INotebookTracker,
    memory: IStateDB | null
  ): void => {
    new ActivityMeter(api, queries, notebooks);
    if (memory) {
      new PlaceKeeper(notebooks, memory);
    }
  }
};
