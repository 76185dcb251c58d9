# Takes the operands of SUB and LT in the wrong order.
# fails: programs-run-as-on-the-chain

# %% run
def run(code, storage, gas):
    instructions = {position: (name, argument) for position, name, argument in disassemble(code)}
    prices = dict(OPCODES.values())
    takes = {"ADD": 2, "MUL": 2, "SUB": 2, "LT": 2, "ISZERO": 1, "POP": 1, "DUP1": 1, "SLOAD": 1, "SSTORE": 2, "JUMPI": 2}
    now, stack, touched, left, position = dict(storage), [], set(), gas, 0
    try:
        while position < len(code):
            name, argument = instructions[position]
            if name == "INVALID":
                raise Halted("invalid")
            if len(stack) < takes.get(name, 0):
                raise Halted("stack underflow")
            taken = [stack.pop() for _ in range(takes.get(name, 0))]
            price = prices[name]
            if name == "SLOAD":
                price = 100 if taken[0] in touched else 2_100
            elif name == "SSTORE":
                price = write_price(storage.get(taken[0], 0), now.get(taken[0], 0), taken[1], taken[0] not in touched)
            if price > left:
                raise Halted("out of gas")
            left -= price
            position += 1
            if name == "STOP":
                break
            if argument is not None:
                stack.append(argument)
                position += int(name[4:])
            elif name == "ADD":
                stack.append((taken[0] + taken[1]) % WORD)
            elif name == "MUL":
                stack.append(taken[0] * taken[1] % WORD)
            elif name == "SUB":
                stack.append((taken[1] - taken[0]) % WORD)
            elif name == "LT":
                stack.append(int(taken[1] < taken[0]))
            elif name == "ISZERO":
                stack.append(int(taken[0] == 0))
            elif name == "DUP1":
                stack += [taken[0], taken[0]]
            elif name == "SLOAD":
                touched.add(taken[0])
                stack.append(now.get(taken[0], 0))
            elif name == "SSTORE":
                touched.add(taken[0])
                now[taken[0]] = taken[1]
            elif name == "JUMPI" and taken[1]:
                position = taken[0]
                if instructions.get(position, ("", None))[0] != "JUMPDEST":
                    raise Halted("bad jump")
    except Halted as reason:
        return dict(storage), gas, str(reason)
    return now, gas - left, None
