import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';

import type { Change, ICellDiff, ILines } from './diff';

const SIGNS: { [change in Change]: string } = { same: ' ', added: '+', removed: '-' };
/** Unchanged lines that are shown around a change. */
const AROUND = 3;

/** Cells that changed, line by line; what stayed the same is counted. */
export function Differences(props: {
  cells: readonly ICellDiff[];
  trans: TranslationBundle;
}): JSX.Element {
  const { cells, trans } = props;
  const moved = cells.filter(({ change }) => change !== 'same');
  return (
    <>
      <p className="cw-Compare-summary" role="status" data-testid="cw-compare-summary">
        {summary(cells, trans)}
      </p>
      {moved.map(cell => (
        <CellDifference key={cell.cell.name} difference={cell} trans={trans} />
      ))}
    </>
  );
}

function summary(cells: readonly ICellDiff[], trans: TranslationBundle): string {
  const count = (change: ICellDiff['change']): number =>
    cells.filter(cell => cell.change === change).length;
  const parts = [
    [count('changed'), trans._n('%1 cell changed', '%1 cells changed', count('changed'))],
    [count('added'), trans._n('%1 cell added', '%1 cells added', count('added'))],
    [count('removed'), trans._n('%1 cell removed', '%1 cells removed', count('removed'))]
  ];
  const told = parts.filter(([number]) => number).map(([, text]) => text);
  return told.length ? told.join(', ') : trans.__('Your cells are the same in both.');
}

function CellDifference(props: {
  difference: ICellDiff;
  trans: TranslationBundle;
}): JSX.Element {
  const { difference, trans } = props;
  const { cell, change, parts } = difference;
  const title = cellTitle(difference, trans);
  return (
    <section
      className="cw-CellDiff"
      aria-label={title}
      data-testid="cw-cell-diff"
      data-name={cell.name}
      data-change={change}
    >
      <h3 className="cw-CellDiff-title">
        {title} <span className="cw-Row-detail">{changeText(change, trans)}</span>
      </h3>
      <div className="cw-CellDiff-lines" role="list" tabIndex={0} aria-label={title}>
        {parts.map((part, index) => (
          <Part
            key={index}
            part={part}
            isFirst={index === 0}
            isLast={index === parts.length - 1}
            trans={trans}
          />
        ))}
      </div>
    </section>
  );
}

function Part(props: {
  part: ILines;
  isFirst: boolean;
  isLast: boolean;
  trans: TranslationBundle;
}): JSX.Element {
  const { isFirst, isLast, part, trans } = props;
  const { change, lines } = part;
  const head = isFirst ? 0 : AROUND;
  const tail = isLast ? 0 : AROUND;
  const hidden = change === 'same' ? lines.length - head - tail : 0;
  if (hidden < 2) {
    return <Lines change={change} lines={lines} trans={trans} />;
  }
  return (
    <>
      <Lines change={change} lines={lines.slice(0, head)} trans={trans} />
      <div className="cw-Line cw-mod-skipped" role="listitem">
        {trans.__('⋯ %1 lines unchanged', hidden)}
      </div>
      <Lines change={change} lines={lines.slice(lines.length - tail)} trans={trans} />
    </>
  );
}

function Lines(props: {
  change: Change;
  lines: string[];
  trans: TranslationBundle;
}): JSX.Element {
  const { change, lines, trans } = props;
  const Tag = change === 'added' ? 'ins' : change === 'removed' ? 'del' : 'span';
  return (
    <>
      {lines.map((line, index) => (
        <div key={index} className={`cw-Line cw-mod-${change}`} role="listitem">
          <span className="cw-Line-sign" aria-hidden="true">
            {SIGNS[change]}
          </span>
          {change !== 'same' && (
            <span className="cw-Hidden">
              {change === 'added' ? trans.__('Added:') : trans.__('Removed:')}{' '}
            </span>
          )}
          <Tag className="cw-Line-text">{line || '\u200b'}</Tag>
        </div>
      ))}
    </>
  );
}

function cellTitle({ cell }: ICellDiff, trans: TranslationBundle): string {
  if (cell.is_asked_for) {
    return cell.name;
  }
  return cell.cell_type === 'markdown' ? trans.__('A text cell') : trans.__('A code cell');
}

function changeText(change: ICellDiff['change'], trans: TranslationBundle): string {
  const texts: { [change in ICellDiff['change']]: string } = {
    same: trans.__('unchanged'),
    changed: trans.__('changed'),
    added: trans.__('added'),
    removed: trans.__('removed')
  };
  return texts[change];
}
