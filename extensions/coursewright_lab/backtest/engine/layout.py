"""Where each figure stands in the arrays that the compiled engine works on."""

# a bar: the last axis of bars[bar, asset, ...]
OPEN, HIGH, LOW, CLOSE, VOLUME = range(5)
BAR_WIDTH = 5

# extras[bar, asset, ...]: the funding rate, and the stop and take-profit prices that a strategy set itself
RATE, NEW_STOP, NEW_TAKE = range(3)
EXTRA_WIDTH = 3

# history[..., bar]; the quantity held of each asset follows
EQUITY, MONEY, HELD = range(3)

# the account, state[0, ...]
CASH, FEES_PAID, FUNDING_PAID, TRADED, CUT_SLIPPAGE, RUINED, TRADES, ORDERS = range(8)

# the positions, state[1 + asset, ...]
(
    QTY,
    AVERAGE,
    SINCE,
    ENTRY_FEES,
    FUNDING,
    OWN_STOP,
    OWN_TAKE,
    TARGET,
    PENDING,
    LOWER,
    UPPER,
    TICK,
    LOT,
) = range(13)
STATE_WIDTH = 13

# rules[...], as fractions
SIZE, LEVERAGE, TAKER, MAKER, SLIP, RANGE_SLIP, IMPACT, STOP, TAKE, MAINTENANCE, RENEW = range(11)
RULE_WIDTH = 11

# one row per closed trade
ASSET, ENTRY_BAR, EXIT_BAR, SIZE_CLOSED, ENTRY_PRICE, EXIT_PRICE, PNL, FEES, WHY = range(9)
TRADE_WIDTH = 9

# why a trade ended
BY_SIGNAL, BY_STOP, BY_TAKE, BY_END, BY_LIQUIDATION = range(5)

# how far a number may lie from a step of tick or lot and still stand on it
SNAP = 1e-9
