import type { NotebookPanel } from '@jupyterlab/notebook';

import type { OwnCell } from '../api/schema';

/** What nbgrader notes in a cell's metadata. */
interface IMarks {
  grade_id?: string;
  solution?: boolean;
}

/** The learner's own cells of an open notebook, as the service tells them of an attempt. */
export function ownCells(panel: NotebookPanel): OwnCell[] {
  const cells = panel.content.model?.cells;
  if (!cells) {
    return [];
  }
  return [...cells].flatMap(cell => {
    const marks = cell.getMetadata('nbgrader') as IMarks | undefined;
    if (marks && !marks.solution) {
      return [];
    }
    return [
      {
        name: marks?.grade_id || cell.id,
        is_asked_for: marks !== undefined,
        cell_type: cell.type,
        source: cell.sharedModel.getSource()
      }
    ];
  });
}
