import type { INotebookTracker, Notebook, NotebookPanel } from '@jupyterlab/notebook';
import type { IStateDB } from '@jupyterlab/statedb';

import { markOf } from '../exercise/notebook';

const PREFIX = 'coursewright:place:';
/** After scrolling has rested for so many milliseconds, the place is kept. */
const REST = 400;
/** For so long a notebook that is still being drawn is moved back to its place, so many times. */
const SETTLING = 2_500;
const STEP = 100;

/** Where in a notebook somebody was: a cell, and by how many pixels its top was above the view's. */
interface IPlace {
  cell: string;
  above: number;
}

/** Remembers where the learner was in each lesson and exercise, and leads her back there. */
export class PlaceKeeper {
  constructor(
    notebooks: INotebookTracker,
    private readonly _memory: IStateDB
  ) {
    notebooks.forEach(panel => void this._follow(panel));
    notebooks.widgetAdded.connect((_, panel) => void this._follow(panel));
  }

  private async _follow(panel: NotebookPanel): Promise<void> {
    await panel.context.ready;
    await panel.revealed;
    const mark = markOf(panel);
    if (!mark || panel.isDisposed) {
      return;
    }
    const name = PREFIX + panel.context.path;
    const place = (await this._memory.fetch(name).catch(() => undefined)) as
      IPlace | undefined;
    if (place && !panel.isDisposed) {
      await leadBack(panel, place);
    }
    this._keep(panel, name);
  }

  private _keep(panel: NotebookPanel, name: string): void {
    let timer = 0;
    const view = panel.content.outerNode;
    const scrolled = (): void => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => {
        const place = panel.isVisible ? placeOf(panel.content) : undefined;
        if (place) {
          void this._memory.save(name, { ...place });
        }
      }, REST);
    };
    view.addEventListener('scroll', scrolled, { passive: true });
    panel.disposed.connect(() => {
      window.clearTimeout(timer);
      view.removeEventListener('scroll', scrolled);
    });
  }
}

/** The first cell that can be seen. */
function placeOf(notebook: Notebook): IPlace | undefined {
  const { top } = notebook.outerNode.getBoundingClientRect();
  for (const { model, node } of notebook.widgets) {
    const box = node.isConnected ? node.getBoundingClientRect() : undefined;
    if (box && box.height > 0 && box.bottom > top + 1) {
      return { cell: model.id, above: Math.round(top - box.top) };
    }
  }
  return undefined;
}

/**
 * Scroll to a place, and stay there while pictures and formulas above it are still being drawn.
 *
 * Who does something meanwhile is left alone.
 */
async function leadBack({ content, node }: NotebookPanel, place: IPlace): Promise<void> {
  const index = content.widgets.findIndex(({ model }) => model.id === place.cell);
  const cell = content.widgets[index];
  if (!cell) {
    return; // a newer notebook, perhaps: it begins at its beginning
  }
  let isLeftAlone = false;
  const leave = (): void => {
    isLeftAlone = true;
  };
  const signs = ['keydown', 'pointerdown', 'wheel'] as const;
  signs.forEach(sign => node.addEventListener(sign, leave, { capture: true, once: true }));
  await Promise.race([content.scrollToItem(index, 'start'), pause(SETTLING)]).catch(() => {});
  for (let waited = 0; waited < SETTLING && !isLeftAlone && !content.isDisposed; waited += STEP) {
    const view = content.outerNode;
    const off = cell.node.getBoundingClientRect().top - view.getBoundingClientRect().top;
    if (cell.node.isConnected && Math.abs(off + place.above) > 2) {
      view.scrollTop += off + place.above;
    }
    await pause(STEP);
  }
  signs.forEach(sign => node.removeEventListener(sign, leave, { capture: true }));
}

function pause(milliseconds: number): Promise<void> {
  return new Promise(resolve => window.setTimeout(resolve, milliseconds));
}
