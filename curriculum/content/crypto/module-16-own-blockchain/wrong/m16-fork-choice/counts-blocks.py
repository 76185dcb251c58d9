# Follows the branch with the most blocks, whatever work is in them.
# fails: follows-the-work

# %% best-tip
def best_tip(blocks):
    heights, best = {None: 0}, None
    for block in blocks:
        if block["valid"] and block["parent"] in heights:
            heights[block["id"]] = heights[block["parent"]] + 1
            if best is None or heights[block["id"]] > heights[best]:
                best = block["id"]
    return best
