# Pairs answers with calls by their position, and takes null for no answer.
# fails: pairs-answers-by-id

# %% batch
def make_batch(calls):
    return json.dumps([{"jsonrpc": "2.0", "id": place + 1, "method": method, "params": params} for place, (method, params) in enumerate(calls)])


def read_batch(count, text):
    outcomes = []
    for answer in json.loads(text):
        if "error" in answer:
            outcomes.append(("error", answer["error"]["code"], answer["error"]["message"]))
        elif answer["result"]:
            outcomes.append(("ok", answer["result"]))
    return outcomes + [("missing",)] * (count - len(outcomes))
