# Writes every feature into the prompt, so that a headline can speak to the model.
# fails: prompt-holds-numbers-only, decisions-survive-failure

# %% make-prompt
def make_prompt(features):
    lines = ["Answer with one JSON object: action (buy, hold or sell), confidence (0 to 1), reason."]
    for name, value in features.items():
        lines.append(f"{name} = {value:.2f}" if isinstance(value, float) else f"{name} = {value}")
    return "\n".join(lines)
