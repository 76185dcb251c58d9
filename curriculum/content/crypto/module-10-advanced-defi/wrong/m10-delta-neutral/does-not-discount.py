# Compares with price - strike, as if the strike were paid today.
# fails: parity-finds-wrong-prices

# %% parity
def parity_gap(call, put, price, strike, rate, years):
    return call - put - (price - strike)


def parity_trade(gap, costs):
    return "sell the call" if gap > costs else "buy the call" if gap < -costs else "nothing"
