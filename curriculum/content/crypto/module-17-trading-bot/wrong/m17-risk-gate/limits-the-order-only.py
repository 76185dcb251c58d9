# Compares the order with the limit and forgets what is held already, so many small orders build any position.
# fails: gate-limits-buys, day-is-kept-in-the-books

# %% gate
def check(order, account, limits):
    side, lots, price = order.get("side"), order.get("lots"), order.get("price")
    if side not in ("buy", "sell") or not all(type(value) is int and value > 0 for value in (lots, price)):
        return 0, ["malformed"]
    if side == "sell":
        return (lots, []) if lots <= account["lots"] else (account["lots"], ["not held"])
    equity = account["cash"] + account["lots"] * price // LOTS_PER_COIN
    lost = account["day_start"] - equity
    if account["halted"] or lost * 100 >= account["day_start"] * limits.max_daily_loss_percent:
        return 0, ["daily loss"]
    if account["orders_today"] >= limits.max_orders_per_day:
        return 0, ["order limit"]
    reasons = []
    room = largest_position(equity, price, limits)
    if room < lots:
        lots = room
        reasons.append("position limit")
    affordable = account["cash"] * LOTS_PER_COIN // price
    if affordable < lots:
        lots = affordable
        reasons.append("no cash")
    return lots, reasons
