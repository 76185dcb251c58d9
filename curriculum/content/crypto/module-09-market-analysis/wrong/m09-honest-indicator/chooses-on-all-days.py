# Chooses by the mean of all returns, so that the part kept for checking takes part in the choice.
# fails: choice-is-verified

# %% choose-and-verify
def choose_and_verify(prices, rules, cost, split):
    days = [split // 2, split, split + split // 2]
    report = {"chosen": None, "first": None, "rest": None, "needed_p": 0.05 / len(rules)}
    best = None
    for name, rule in rules.items():
        if leaks(rule, prices, days):
            continue
        returns = strategy_returns(prices, rule(prices), cost)
        if best is None or sum(returns) > best:
            best = sum(returns)
            first, rest = returns[:split], returns[split:]
            report |= {"chosen": name, "first": sum(first) / len(first), "rest": sum(rest) / len(rest)}
    return report
