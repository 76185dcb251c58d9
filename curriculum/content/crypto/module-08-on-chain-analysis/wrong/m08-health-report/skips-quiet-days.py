# Lists only the days that have events, so that quiet days disappear from the curve.
# fails: tvl-counts-every-day

# %% daily-tvl
def tvl(events, prices):
    sign = events["kind"].map({"deposit": 1, "withdraw": -1, "use": 0})
    tokens = (events["tokens"] * sign).groupby(events["day"]).sum().cumsum()
    return pd.DataFrame({"tokens": tokens, "usd": tokens * prices.reindex(tokens.index)})
