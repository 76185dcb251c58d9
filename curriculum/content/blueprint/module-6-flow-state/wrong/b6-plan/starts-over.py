# Ignores the diary and begins with the first move each time; gives up at the first failure.
# fails: act-follows-the-plan, act-survives-failure

# %% act
def carry_out(moves, move, diary, tries=3):
    for giver, taker in moves:
        try:
            move(giver, taker)
        except RuntimeError:
            return diary
        diary.append((giver, taker))
    return diary
