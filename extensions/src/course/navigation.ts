import type { TreeNode } from './nodes';

export type Move = TreeNode | 'open' | 'close' | undefined;

/** Where a key leads in the tree: another row, or opening or closing this one. */
export function moveFor(
  key: string,
  rows: TreeNode[],
  index: number,
  expanded: ReadonlySet<string>
): Move {
  const node = rows[index];
  switch (key) {
    case 'ArrowDown':
      return rows[index + 1];
    case 'ArrowUp':
      return rows[index - 1];
    case 'Home':
      return rows[0];
    case 'End':
      return rows[rows.length - 1];
    case 'ArrowRight':
      if (!node?.children.length) {
        return undefined;
      }
      return expanded.has(node.id) ? rows[index + 1] : 'open';
    case 'ArrowLeft':
      if (node && expanded.has(node.id)) {
        return 'close';
      }
      return rows.slice(0, index).findLast(row => row.level < (node?.level ?? 0));
    default:
      return undefined;
  }
}
