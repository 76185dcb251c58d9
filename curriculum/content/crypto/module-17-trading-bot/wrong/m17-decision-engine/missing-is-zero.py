# Counts a vote that is missing as a vote of 0, which pulls every score towards hold and hides that little is known.
# fails: decisions-survive-failure

# %% decide
def decide(features, providers, weights, threshold):
    votes = {}
    for source in ("trend", "mood"):
        value = features.get(source)
        is_number = type(value) in (int, float) and math.isfinite(value)
        votes[source] = max(-1.0, min(1.0, value)) if is_number else 0.0
    answer, log = ask(providers, make_prompt(features))
    sign = {"buy": 1, "hold": 0, "sell": -1}[answer["action"]] if answer else 0
    votes["model"] = sign * answer["confidence"] if answer else 0.0
    score = sum(weights[source] * vote for source, vote in votes.items()) / sum(weights.values())
    action = "buy" if score >= threshold else "sell" if score <= -threshold else "hold"
    reason = max(votes, key=lambda source: abs(weights[source] * votes[source]))
    return {"action": action, "score": score, "reason": reason, "log": log}
