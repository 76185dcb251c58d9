# Repeats whatever fails, wrong requests and errors of the node included, and ignores Retry-After.
# fails: retries-politely

# %% retry
def call_with_retry(send, wait, method, params):
    text = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params})
    for attempt in range(4):
        status, headers, body = send(text)
        if status == 200 and "result" in json.loads(body):
            return ("ok", json.loads(body)["result"])
        wait(2**attempt)
    return ("failed", status)
