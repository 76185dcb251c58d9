"""Brings moved cells back to where their author put them, moving as few as possible."""

from bisect import bisect_left

from nbformat import NotebookNode

from curriculum.grading.integrity.authored import name_of


def put_in_order(notebook: NotebookNode, names: list[str], sentences: list[str]) -> None:
    """Move cells of `names` that stand out of order to behind the cell that comes before them in `names`."""
    rank = {name: index for index, name in enumerate(names)}
    present = [rank[name] for cell in notebook.cells if (name := name_of(cell)) in rank]
    steady = _longest_rise(present)
    for number in sorted(set(present) - steady):
        name = names[number]
        moved = notebook.cells.pop(next(i for i, cell in enumerate(notebook.cells) if name_of(cell) == name))
        before = [i for i, cell in enumerate(notebook.cells) if rank.get(name_of(cell), number) < number]
        notebook.cells.insert(_last_steady(notebook, rank, steady, number, before), moved)
        steady.add(number)
        sentences.append(f"The cell '{name}' had been moved; it is back at its place.")


def _last_steady(
    notebook: NotebookNode, rank: dict[str, int], steady: set[int], number: int, before: list[int]
) -> int:
    """The position right behind the last cell that is at its place and comes before `number`."""
    kept = [i for i in before if rank[name_of(notebook.cells[i])] in steady]
    return kept[-1] + 1 if kept else _first_after(notebook, rank, steady, number)


def _first_after(notebook: NotebookNode, rank: dict[str, int], steady: set[int], number: int) -> int:
    after = (
        i
        for i, cell in enumerate(notebook.cells)
        if (r := rank.get(name_of(cell), -1)) > number and r in steady
    )
    return next(after, 0)


def _longest_rise(numbers: list[int]) -> set[int]:
    """The members of a longest rising subsequence."""
    tails: list[int] = []
    places: list[int] = []
    for number in numbers:
        place = bisect_left(tails, number)
        tails[place : place + 1] = [number]
        places.append(place)
    found: set[int] = set()
    wanted = len(tails) - 1
    for number, place in zip(reversed(numbers), reversed(places), strict=True):
        if place == wanted:
            found.add(number)
            wanted -= 1
    return found
