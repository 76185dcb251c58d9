# Takes shares of the full supply, so that nobody is ever diluted.
# fails: holder-is-diluted

# %% dilute-holder
def dilution(holding, grants, start, end):
    supply = circulating(grants, max(start, end))
    everything = sum(grant["tokens"] for grant in grants)
    return holding / everything, holding / everything, supply[start] / supply[end]
