# The signal of day t earns the move from t - 1 to t, which was over when the signal was known.
# fails: returns-and-costs, choice-is-verified

# %% strategy-returns
def strategy_returns(prices, signals, cost):
    returns, before = [], 0
    for yesterday, today, signal in zip(prices, prices[1:], signals[1:]):
        returns.append(signal * (today / yesterday - 1) - cost * abs(signal - before))
        before = signal
    return returns
