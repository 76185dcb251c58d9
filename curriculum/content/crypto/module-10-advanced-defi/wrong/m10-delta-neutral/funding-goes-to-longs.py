# Takes the rate as what the holder of the position receives, whichever side it is on.
# fails: funding-has-a-side

# %% funding
def funding_received(size, prices, rates):
    return sum(abs(size) * price * rate for price, rate in zip(prices, rates))
