# Uses the plain mean of the last n gains and losses every day, not Wilder's running average.
# fails: rsi-is-wilders

# %% wilders-rsi
def rsi(prices, n):
    moves = [after - before for before, after in zip(prices, prices[1:])]
    values = [None] * n
    for position in range(n, len(prices)):
        window = moves[position - n : position]
        gain, loss = sum(max(m, 0) for m in window), sum(max(-m, 0) for m in window)
        values.append(100 * gain / (gain + loss) if gain + loss else 50.0)
    return values
