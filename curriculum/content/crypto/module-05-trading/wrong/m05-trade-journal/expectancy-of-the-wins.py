# Multiplies win rate and average win, and leaves the losses out of the expectancy.
# fails: journal-is-summed-up

# %% summarise
def summarise(rs):
    if not rs:
        raise ValueError("empty")
    wins = [r for r in rs if r > 0]
    losses = [r for r in rs if r <= 0]
    rate = len(wins) / len(rs)
    average = sum(wins) / len(wins) if wins else 0
    longest = max(map(len, "".join("w" if r > 0 else "l" for r in rs).split("w")))
    return {"win rate": rate, "average win": average, "average loss": sum(losses) / len(losses) if losses else 0, "expectancy": rate * average, "longest losing streak": longest}
