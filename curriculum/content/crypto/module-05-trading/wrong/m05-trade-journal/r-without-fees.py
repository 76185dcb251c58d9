# Takes the fees from the gain but leaves them out of the planned loss.
# fails: trades-in-r

# %% r-multiple
def r_multiple(trade, fee):
    direction = 1 if trade["side"] == "long" else -1
    gain = direction * (trade["exit"] - trade["entry"]) - fee * (trade["entry"] + trade["exit"])
    return gain / abs(trade["entry"] - trade["stop"])
