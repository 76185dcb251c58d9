# Takes the ratio as debt to value, and the liquidation price without the required margin.
# fails: vaults-are-judged

# %% vault
def vault(collateral, price, debt, required):
    value = collateral * price
    ratio = debt / value
    state = "safe" if ratio <= 1 / required else "liquidate" if ratio <= 1 else "hole"
    return {"ratio": ratio, "liquidation price": debt / collateral, "can still create": max(0.0, value / required - debt), "state": state}
