# Takes the highest and the lowest value of the whole series, whichever came first.
# fails: drawdown-is-found

# %% drawdown
def drawdown(values):
    peak, trough = values.index(max(values)), values.index(min(values))
    if values[trough] >= values[peak]:
        return None
    return 1 - values[trough] / values[peak], peak, trough, values[peak] / values[trough] - 1
