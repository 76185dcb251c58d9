import { diffArrays, diffLines } from 'diff';

import type { OwnCell } from '../api/schema';

export type Change = 'same' | 'added' | 'removed';

/** Lines that follow one another and were changed in the same way. */
export interface ILines {
  change: Change;
  lines: string[];
}

/** One cell of either side, with what became of its lines. */
export interface ICellDiff {
  cell: OwnCell;
  change: Change | 'changed';
  parts: ILines[];
}

/** Longer than this, a comparison of two texts is given up and all lines count as new. */
const PATIENCE = 1000;

/** What became of each cell of `before`, in the order of `after`. */
export function diffCells(before: OwnCell[], after: OwnCell[]): ICellDiff[] {
  const old = new Map(before.map(cell => [cell.name, cell]));
  const now = new Map(after.map(cell => [cell.name, cell]));
  const steps = diffArrays([...old.keys()], [...now.keys()]);
  return steps.flatMap(({ removed, value }) =>
    value.flatMap(name => {
      const was = old.get(name);
      const is = now.get(name);
      // A cell that was moved is told of where it stands now.
      return removed && is ? [] : [diffCell(was, is)].filter(found => found !== null);
    })
  );
}

function diffCell(was: OwnCell | undefined, is: OwnCell | undefined): ICellDiff | null {
  if (was && is) {
    const parts = diffText(was.source, is.source);
    const isSame = parts.every(({ change }) => change === 'same');
    return { cell: is, change: isSame ? 'same' : 'changed', parts };
  }
  const cell = is ?? was;
  const change = is ? 'added' : 'removed';
  return cell ? { cell, change, parts: [{ change, lines: linesOf(cell.source) }] } : null;
}

/** Two texts line by line; that only the last one ends with a line break is no change. */
function diffText(was: string, is: string): ILines[] {
  const found = diffLines(ended(was), ended(is), { timeout: PATIENCE });
  if (!found) {
    return [
      { change: 'removed', lines: linesOf(was) },
      { change: 'added', lines: linesOf(is) }
    ];
  }
  return found.map(({ added, removed, value }) => ({
    change: added ? 'added' : removed ? 'removed' : 'same',
    lines: linesOf(value)
  }));
}

function ended(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}

function linesOf(text: string): string[] {
  return text === '' ? [] : ended(text).slice(0, -1).split('\n');
}
