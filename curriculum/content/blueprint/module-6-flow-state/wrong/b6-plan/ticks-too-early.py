# Writes into the diary before the arm has moved, so that a failed move counts as done.
# fails: act-survives-failure

# %% act
def carry_out(moves, move, diary, tries=3):
    for giver, taker in moves[len(diary) :]:
        diary.append((giver, taker))
        for attempt in range(tries):
            try:
                move(giver, taker)
                break
            except RuntimeError:
                continue
    return diary
