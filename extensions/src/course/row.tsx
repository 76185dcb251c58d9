import type { TranslationBundle } from '@jupyterlab/translation';
import {
  caretDownIcon,
  caretRightIcon,
  checkIcon,
  lockIcon
} from '@jupyterlab/ui-components';
import React from 'react';

import type { Item } from '../api/schema';
import { exerciseIcon, lessonIcon, quizIcon } from '../icons';
import { ProgressBar } from '../ui/progress';
import { isFinished } from './model';
import {
  detailText,
  type IItemNode,
  type IModuleNode,
  type ITrackNode,
  statusText,
  type TreeNode
} from './nodes';

interface IRowProps<T> {
  node: T;
  trans: TranslationBundle;
  isExpanded: boolean;
}

function Caret(props: { isExpanded: boolean }): JSX.Element {
  const Icon = props.isExpanded ? caretDownIcon : caretRightIcon;
  return <Icon.react tag="span" className="cw-Row-caret" />;
}

/** What the eye sees of a row; a screen reader has the tree item's own label. */
export function TreeRow(
  props: IRowProps<TreeNode> & { onToggleDone: (item: Item) => void }
): JSX.Element {
  const { node, ...others } = props;
  switch (node.kind) {
    case 'track':
      return <TrackRow node={node} {...others} />;
    case 'module':
      return <ModuleRow node={node} {...others} />;
    default:
      return <ItemRow node={node} {...others} />;
  }
}

function TrackRow({ node, isExpanded }: IRowProps<ITrackNode>): JSX.Element {
  return (
    <div className="cw-Row cw-mod-track" aria-hidden="true">
      <Caret isExpanded={isExpanded} />
      <span className="cw-Row-title">{node.title}</span>
    </div>
  );
}

function ModuleRow({ node, isExpanded, trans }: IRowProps<IModuleNode>): JSX.Element {
  const { module } = node;
  const percent = Math.round(module.progress_percent);
  return (
    <div className="cw-Row cw-mod-module" aria-hidden="true">
      <Caret isExpanded={isExpanded} />
      <div className="cw-Row-body">
        <div className="cw-Row-line">
          <span className="cw-Row-title" title={module.title}>
            {module.number}. {module.title}
          </span>
          {module.is_locked ? (
            <lockIcon.react tag="span" className="cw-Row-icon" />
          ) : (
            <span className="cw-Row-aside">
              {module.is_optional && percent === 0
                ? trans.__('optional')
                : trans.__('%1 %', percent)}
            </span>
          )}
        </div>
        {module.is_locked ? (
          <div className="cw-Row-detail">{module.lock_reason}</div>
        ) : (
          <ProgressBar percent={percent} label={trans.__('Progress')} />
        )}
      </div>
    </div>
  );
}

const ICONS = { lesson: lessonIcon, exercise: exerciseIcon, quiz: quizIcon };

/** The picture of a kind of item. */
export function ItemIcon({ kind }: { kind: Item['kind'] }): JSX.Element {
  const Icon = ICONS[kind];
  return <Icon.react tag="span" className="cw-Row-icon" />;
}

function ItemRow(
  props: IRowProps<IItemNode> & { onToggleDone: (item: Item) => void }
): JSX.Element {
  const { node, trans } = props;
  const { item, module } = node;
  const detail = detailText(item, trans);
  return (
    <div className="cw-Row cw-mod-item" aria-hidden="true">
      <ItemIcon kind={item.kind} />
      <div className="cw-Row-body">
        <span className="cw-Row-title" title={item.title}>
          {item.title}
        </span>
        {detail && <div className="cw-Row-detail">{detail}</div>}
      </div>
      {item.kind === 'lesson' && !module.is_locked ? (
        <DoneBox item={item} trans={trans} onToggle={props.onToggleDone} />
      ) : (
        <StatusMark item={item} trans={trans} />
      )}
    </div>
  );
}

/** A check that the mouse toggles; by keyboard it is the space bar on the row. */
function DoneBox(props: {
  item: Item;
  trans: TranslationBundle;
  onToggle: (item: Item) => void;
}): JSX.Element {
  const done = isFinished(props.item);
  const title = done ? props.trans.__('Mark as not done') : props.trans.__('Mark as done');
  return (
    <span
      className={`cw-DoneBox${done ? ' cw-mod-done' : ''}`}
      title={title}
      data-testid="cw-toggle-done"
      onClick={event => {
        event.stopPropagation();
        props.onToggle(props.item);
      }}
    >
      {done && <checkIcon.react tag="span" />}
    </span>
  );
}

function StatusMark(props: { item: Item; trans: TranslationBundle }): JSX.Element | null {
  const { item, trans } = props;
  return isFinished(item) ? (
    <span className="cw-Status cw-mod-passed" title={statusText(item, trans)}>
      <checkIcon.react tag="span" />
    </span>
  ) : null;
}
