# Asks the gate each time and never sets the latch, so that trading goes on when the price recovers.
# fails: halt-is-a-latch

# %% day
def trade_day(orders, account, limits):
    account, journal = dict(account), []
    for order in orders:
        price = order.get("price")
        lots, reasons = check(order, account, limits)
        if lots and order["side"] == "buy":
            account["cash"] -= -(-lots * price // LOTS_PER_COIN)
            account["lots"] += lots
        elif lots:
            account["cash"] += lots * price // LOTS_PER_COIN
            account["lots"] -= lots
        account["orders_today"] += lots > 0
        journal.append({"asked": order.get("lots"), "done": lots, "reasons": reasons})
    return account, journal
