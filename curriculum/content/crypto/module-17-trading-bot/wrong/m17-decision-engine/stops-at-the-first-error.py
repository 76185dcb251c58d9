# Asks only the first provider; when that one fails nobody else is asked.
# fails: providers-are-asked-in-order

# %% ask
def ask(providers, prompt):
    if not providers:
        return None, []
    name, provider = providers[0]
    try:
        answer = parse_answer(provider(prompt))
    except Exception:
        return None, [(name, "error")]
    return answer, [(name, "unusable" if answer is None else "ok")]
