# Draws the second line from zero instead of from the kink, so the rate jumps.
# fails: rates-have-a-kink

# %% rates
def rates(cash, borrowed, model):
    used = borrowed / (cash + borrowed) if borrowed else 0.0
    if used <= model["kink"]:
        paid = model["base"] + (model["at_kink"] - model["base"]) * used / model["kink"]
    else:
        paid = model["at_full"] * used
    return paid, paid * used * (1 - model["reserve"])
