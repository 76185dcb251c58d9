# Counts groups whose horizon is not over yet, as if nobody of them would ever come back.
# fails: retention-by-cohort

# %% measure-retention
def retention(events, horizon):
    first_day = events.groupby("address")["day"].min()
    first = events["address"].map(first_day)
    again = (events["day"] > first) & (events["day"] <= first + horizon)
    return again.groupby(events["address"]).any().groupby(first_day).mean()
