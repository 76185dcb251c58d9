# Plans on the levels themselves, and takes any giver that has most.
# fails: plan-is-right, plan-touches-nothing

# %% plan
def plan(levels, enough):
    missing = enough * len(levels) - sum(levels.values())
    if missing > 0:
        raise ValueError(f"{missing} units are missing")
    moves = []
    for taker in sorted(levels):
        while levels[taker] < enough:
            giver = max(levels, key=levels.get)
            levels[giver] -= 1
            levels[taker] += 1
            moves.append((giver, taker))
    return moves
