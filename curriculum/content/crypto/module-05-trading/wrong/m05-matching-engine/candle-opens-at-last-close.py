# Opens each candle at the close of the one before instead of at its own first trade.
# fails: candles-sum-up

# %% candles
def candles(trades, seconds):
    table, last = {}, None
    for time, price, quantity in trades:
        start = time // seconds * seconds
        if start not in table:
            first = price if last is None else last
            table[start] = [start, first, max(first, price), min(first, price), price, 0]
        row = table[start]
        row[2], row[3], row[4] = max(row[2], price), min(row[3], price), price
        row[5] += quantity
        last = price
    return [tuple(row) for row in table.values()]
