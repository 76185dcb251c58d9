# Checks the margin at the last price only, and so never sees the rise in between.
# fails: rises-break-the-hedge

# %% play
def play(prices, rates, coins, margin, maintenance):
    funding = sum(coins * price * rate for price, rate in zip(prices[1:], rates[1:]))
    left = margin + funding + coins * (prices[0] - prices[-1])
    start = coins * prices[0] + margin
    if left <= maintenance * coins * prices[-1]:
        return len(prices) - 1, coins * prices[-1] - start
    return None, coins * prices[-1] + left - start
