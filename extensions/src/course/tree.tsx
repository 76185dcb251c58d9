import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';

import type { Course, Item } from '../api/schema';
import type { OpenRows } from './model';
import { moveFor } from './navigation';
import { buildNodes, pathTo, type TreeNode, visibleNodes } from './nodes';
import { TreeRow } from './row';

interface ITreeProps {
  course: Course;
  trans: TranslationBundle;
  /** The item to go on with; the way to it is open at first. */
  nextKey: string | null;
  /** The item whose notebook is in front. */
  currentKey: string | null;
  /** The rows that were open when Lab was left. */
  openRows: OpenRows | null;
  onOpenRows: (rows: OpenRows) => void;
  onOpen: (key: string) => void;
  onToggleDone: (item: Item) => void;
}

/** The courses as an ARIA tree: arrows move, Enter opens, Space marks a lesson as done. */
export function CourseTree(props: ITreeProps): JSX.Element {
  const { course, onOpen, onToggleDone, trans } = props;
  const nodes = React.useMemo(() => buildNodes(course, trans), [course, trans]);
  const { expanded, toggle } = useExpanded(nodes, props);
  const [focused, setFocused] = React.useState<string | null>(null);
  const tree = React.useRef<HTMLUListElement>(null);
  const rows = visibleNodes(nodes, expanded);
  const tabStop = rows.some(row => row.id === focused) ? focused : (rows[0]?.id ?? null);

  const focus = (node: TreeNode): void => {
    setFocused(node.id);
    tree.current
      ?.querySelector<HTMLElement>(`[data-node="${CSS.escape(node.id)}"]`)
      ?.focus();
  };
  const activate = (node: TreeNode): void => {
    if (node.kind === 'item') {
      onOpen(node.item.key);
    } else {
      toggle(node);
    }
  };
  const onKeyDown = (event: React.KeyboardEvent): void => {
    // The row that has the focus, which may be ahead of what was last rendered.
    const id = (event.target as HTMLElement).closest<HTMLElement>('[data-node]')?.dataset.node;
    const index = rows.findIndex(row => row.id === id);
    const node = rows[index];
    if (!node || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    const move = moveFor(event.key, rows, index, expanded);
    if (move === 'open' || move === 'close') {
      toggle(node);
    } else if (move) {
      focus(move);
    } else if (event.key === 'Enter') {
      activate(node);
    } else if (event.key === ' ' && isMarkable(node)) {
      onToggleDone(node.item);
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  const render = (node: TreeNode): JSX.Element => (
    <TreeItem
      key={node.id}
      node={node}
      isExpanded={expanded.has(node.id)}
      isCurrent={node.kind === 'item' && node.item.key === props.currentKey}
      isTabStop={node.id === tabStop}
      onFocus={() => setFocused(node.id)}
      onActivate={() => activate(node)}
    >
      <TreeRow
        node={node}
        trans={trans}
        isExpanded={expanded.has(node.id)}
        onToggleDone={onToggleDone}
      />
      {expanded.has(node.id) && node.children.length > 0 && (
        <ul role="group">{node.children.map(render)}</ul>
      )}
    </TreeItem>
  );

  return (
    <ul
      ref={tree}
      role="tree"
      className="cw-Tree"
      aria-label={trans.__('Courses')}
      onKeyDown={onKeyDown}
    >
      {nodes.map(render)}
    </ul>
  );
}

interface ITreeItemProps {
  node: TreeNode;
  isExpanded: boolean;
  isCurrent: boolean;
  isTabStop: boolean;
  onFocus: () => void;
  onActivate: () => void;
  children: React.ReactNode;
}

function TreeItem(props: ITreeItemProps): JSX.Element {
  const { node } = props;
  const item = node.kind === 'item' ? node.item : null;
  const isLocked = node.kind !== 'track' && node.module.is_locked;
  const stopped = (act: () => void) => (event: React.SyntheticEvent) => {
    event.stopPropagation();
    act();
  };
  return (
    <li
      role="treeitem"
      className={`cw-TreeItem cw-mod-level${node.level}`}
      aria-level={node.level}
      aria-label={node.label}
      aria-expanded={item ? undefined : props.isExpanded}
      aria-disabled={isLocked || undefined}
      aria-current={props.isCurrent || undefined}
      aria-keyshortcuts={isMarkable(node) ? 'Space' : undefined}
      tabIndex={props.isTabStop ? 0 : -1}
      data-node={node.id}
      data-key={item?.key ?? (node.kind === 'module' ? node.module.key : undefined)}
      data-kind={item?.kind ?? node.kind}
      data-status={item?.status}
      onFocus={stopped(props.onFocus)}
      onClick={stopped(props.onActivate)}
    >
      {props.children}
    </li>
  );
}

/**
 * Which rows are open: as the learner left them, else the tracks and the way to the next item; those
 * of a course that came to be since, too.
 */
function useExpanded(
  nodes: TreeNode[],
  { nextKey, onOpenRows, openRows }: ITreeProps
): { expanded: ReadonlySet<string>; toggle: (node: TreeNode) => void } {
  const opened = (fresh: TreeNode[]): string[] => [
    ...fresh.map(node => node.id),
    ...pathTo(fresh, nextKey ?? '')
  ];
  const known = React.useRef(new Set(openRows?.known));
  const [expanded, setExpanded] = React.useState<ReadonlySet<string>>(
    () => new Set(openRows?.open)
  );
  const fresh = nodes.filter(node => !known.current.has(node.id));
  const shown = fresh.length > 0 ? new Set([...expanded, ...opened(fresh)]) : expanded;
  React.useEffect(() => {
    if (fresh.length > 0) {
      fresh.forEach(node => known.current.add(node.id));
      setExpanded(shown);
    }
  });
  const toggle = (node: TreeNode): void => {
    const next = new Set(shown);
    if (!next.delete(node.id)) {
      next.add(node.id);
    }
    setExpanded(next);
    onOpenRows({ open: [...next], known: [...known.current] });
  };
  return { expanded: shown, toggle };
}

/** Only an open lesson can be marked as done; exercises are passed. */
function isMarkable(node: TreeNode): node is Extract<TreeNode, { kind: 'item' }> {
  return node.kind === 'item' && node.item.kind === 'lesson' && !node.module.is_locked;
}
