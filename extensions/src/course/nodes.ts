import type { TranslationBundle } from '@jupyterlab/translation';

import type { Course, Item, Module } from '../api/schema';
import { dueText, scoreText } from '../ui/format';
import { isFinished } from './model';

interface INodeBase {
  id: string;
  level: number;
  title: string;
  /** What a screen reader says for the row. */
  label: string;
  children: TreeNode[];
}

export interface ITrackNode extends INodeBase {
  kind: 'track';
}

export interface IModuleNode extends INodeBase {
  kind: 'module';
  module: Module;
}

export interface IItemNode extends INodeBase {
  kind: 'item';
  item: Item;
  module: Module;
}

export type TreeNode = ITrackNode | IModuleNode | IItemNode;

/** Turn the courses into the rows of the tree: personal ones after the cohort's. */
export function buildNodes(course: Course, trans: TranslationBundle): TreeNode[] {
  const parents = [
    ...course.tracks.map(({ slug, title, modules }) => ({ id: `track:${slug}`, title, modules })),
    ...course.personal.map(({ id, title, modules }) => ({ id: `own:${id}`, title, modules }))
  ];
  return parents.map(({ id, title, modules }) => ({
    kind: 'track',
    id,
    level: 1,
    title,
    label: title,
    children: modules.map(module => moduleNode(id, module, trans))
  }));
}

function moduleNode(parent: string, module: Module, trans: TranslationBundle): IModuleNode {
  const id = `${parent}/${module.key}`;
  const state = module.is_locked
    ? trans.__('locked: %1', module.lock_reason ?? '')
    : trans.__('%1 percent done', Math.round(module.progress_percent));
  const about = module.is_optional ? [state, trans.__('optional')] : [state];
  return {
    kind: 'module',
    id,
    level: 2,
    module,
    title: module.title,
    label: [`${module.number}. ${module.title}`, ...about].join(', '),
    children: module.items.map(item => ({
      kind: 'item',
      id: `${id}/${item.key}`,
      level: 3,
      item,
      module,
      title: item.title,
      label: itemLabel(item, module, trans),
      children: []
    }))
  };
}

/** States of judged items that the points alone do not tell. */
const TOLD = new Set<Item['status']>(['pending', 'failed', 'in-progress']);

function itemLabel(item: Item, module: Module, trans: TranslationBundle): string {
  const parts = [namedItem(item, trans), detailText(item, trans)];
  if (!parts.join().includes(statusText(item, trans))) {
    parts.splice(1, 0, statusText(item, trans));
  }
  if (module.is_locked) {
    parts.push(trans.__('locked'));
  }
  return parts.filter(Boolean).join(', ');
}

function namedItem(item: Item, trans: TranslationBundle): string {
  switch (item.kind) {
    case 'lesson':
      return trans.__('Lesson: %1', item.title);
    case 'exercise':
      return trans.__('Exercise: %1', item.title);
    default:
      return item.title;
  }
}

/** The second line of an item: time for a lesson; points and due date for what is judged. */
export function detailText(item: Item, trans: TranslationBundle): string {
  const parts: string[] = [];
  if (item.version === null && item.kind !== 'quiz') {
    return trans.__('not released yet');
  }
  if (item.kind !== 'lesson') {
    parts.push(scoreText(trans, item.score, item.max_score ?? item.points));
    if (TOLD.has(item.status)) {
      parts.push(statusText(item, trans));
    }
    if (item.due_at && !isFinished(item)) {
      parts.push(dueText(trans, item.due_at));
    }
  } else if (item.minutes) {
    parts.push(trans.__('%1 min', item.minutes));
  }
  return parts.filter(Boolean).join(' · ');
}

/** The state of an item in a word or two. */
export function statusText(
  item: Pick<Item, 'status'> & Partial<Item>,
  trans: TranslationBundle
): string {
  switch (item.status) {
    case 'completed':
      return trans.__('done');
    case 'passed':
      return trans.__('passed');
    case 'failed':
      return trans.__('not passed yet');
    case 'pending':
      return item.kind === 'exercise'
        ? trans.__('being graded')
        : trans.__('with your instructor');
    case 'in-progress':
      return trans.__('begun');
    default:
      return trans.__('not started');
  }
}

/** The rows that are visible while `expanded` nodes are open, top to bottom. */
export function visibleNodes(nodes: TreeNode[], expanded: ReadonlySet<string>): TreeNode[] {
  return nodes.flatMap(node => [
    node,
    ...(expanded.has(node.id) ? visibleNodes(node.children, expanded) : [])
  ]);
}

/** The nodes that lead to an item, from the top. */
export function pathTo(nodes: TreeNode[], key: string): string[] {
  for (const node of nodes) {
    if (node.kind === 'item' && node.item.key === key) {
      return [node.id];
    }
    const below = pathTo(node.children, key);
    if (below.length) {
      return [node.id, ...below];
    }
  }
  return [];
}
