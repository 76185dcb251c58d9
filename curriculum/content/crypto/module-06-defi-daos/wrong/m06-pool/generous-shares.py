# Gives the larger of the two numbers of shares, so a lopsided deposit takes from the other depositors.
# fails: deposits-make-fair-shares

# %% shares
def deposit(pool, dx, dy):
    if pool["shares"] == 0:
        made = math.isqrt(dx * dy)
    else:
        made = max(dx * pool["shares"] // pool["x"], dy * pool["shares"] // pool["y"])
    return {"x": pool["x"] + dx, "y": pool["y"] + dy, "shares": pool["shares"] + made}, made


def withdraw(pool, shares):
    if not 1 <= shares <= pool["shares"]:
        raise ValueError("not so many")
    dx = pool["x"] * shares // pool["shares"]
    dy = pool["y"] * shares // pool["shares"]
    return {"x": pool["x"] - dx, "y": pool["y"] - dy, "shares": pool["shares"] - shares}, dx, dy
