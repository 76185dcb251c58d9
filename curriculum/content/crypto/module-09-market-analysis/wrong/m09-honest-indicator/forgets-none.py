# Treats every value that is None as equal to anything, so a rule that goes silent at the end is called honest.
# fails: leaks-are-caught

# %% catch-leaks
def leaks(rule, prices, days):
    whole, found = rule(prices), []
    for day in days:
        cut = rule(prices[: day + 1])[day]
        if cut is not None and whole[day] is not None and abs(cut - whole[day]) > 1e-9:
            found.append(day)
    return found
