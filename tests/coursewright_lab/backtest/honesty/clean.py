"""Honest strategies of every kind."""

_HEAD = "import numpy as np\nimport pandas as pd\n"
_EVENT = "from coursewright_lab.backtest import Strategy\n"
_MEAN = "def mean(values, count):\n    return pd.Series(values).rolling(count).mean().to_numpy()\n"

_BODIES = {
    "buy and hold": "return np.ones(len(bars))",
    "nothing": "return np.zeros(len(bars))",
    "two means": "return (bars.close.rolling(10).mean() > bars.close.rolling(30).mean()) * 1.0",
    "two exponential means": "return (bars.close.ewm(span=10).mean() > bars.close.ewm(span=30).mean()) * 1.0",
    "momentum": "return np.sign(bars.close.pct_change(12)).fillna(0.0)",
    "reversal": "return -np.sign(bars.close.diff()).fillna(0.0)",
    "breakout": "return (bars.close >= bars.high.rolling(20).max()) * 1.0",
    "channel": (
        "top, bottom = bars.high.rolling(20).max().shift(1), bars.low.rolling(20).min().shift(1)\n"
        "    return np.where(bars.close > top, 1.0, np.where(bars.close < bottom, -1.0, np.nan))"
    ),
    "bands": (
        "mean, spread = bars.close.rolling(20).mean(), bars.close.rolling(20).std()\n"
        "    return np.where(bars.close < mean - 2 * spread, 1.0, np.where(bars.close > mean, 0.0, np.nan))"
    ),
    "relative strength": (
        "change = bars.close.diff()\n"
        "    up, down = change.clip(lower=0).rolling(14).mean(), (-change.clip(upper=0)).rolling(14).mean()\n"
        "    return np.where(up > down * 2, -1.0, np.where(down > up * 2, 1.0, 0.0))"
    ),
    "volume": "return (bars.volume > bars.volume.rolling(20).mean() * 1.5) * 1.0",
    "hour of the day": "return ((bars.timestamp.dt.hour >= 8) & (bars.timestamp.dt.hour < 16)) * 1.0",
    "day of the week": "return (bars.timestamp.dt.dayofweek < 5) * 1.0",
    "every tenth bar": "return np.where(np.arange(len(bars)) % 10 < 5, 1.0, 0.0)",
    "volatility target": (
        "spread = bars.close.pct_change().rolling(24).std()\n    return np.clip(0.01 / spread, 0.0, 1.0)"
    ),
    "expanding mean": "return (bars.close > bars.close.expanding().mean()) * 1.0",
    "rank in a window": "return (bars.close.rolling(50).rank(pct=True) > 0.5) * 1.0",
    "cumulative highest": "return (bars.close > bars.close.cummax() * 0.95) * 1.0",
    "forward filled": "return np.sign(bars.close.where(bars.index % 24 == 0).ffill().diff()).fillna(0.0)",
    "own loop": (
        "target, level = [], bars.close.iloc[0]\n"
        "    for price in bars.close:\n"
        "        level = 0.9 * level + 0.1 * price\n"
        "        target.append(1.0 if price > level else 0.0)\n"
        "    return target"
    ),
    "seeded draw": "return np.random.default_rng(7).choice([0.0, 1.0], len(bars))",
    "parameters": "return (bars.close > bars.close.shift(days)) * 1.0",
    "prints": "print('bars', len(bars))\n    return np.ones(len(bars))",
    "changes its frame": (
        "bars['mean'] = bars.close.rolling(5).mean()\n"
        "    bars.loc[bars['mean'].isna(), 'mean'] = np.inf\n"
        "    return (bars.close > bars['mean']) * 1.0"
    ),
    "true range": (
        "last = bars.close.shift(1)\n"
        "    reach = pd.concat([bars.high - bars.low, (bars.high - last).abs()], axis=1).max(axis=1)\n"
        "    return (bars.close > last + 0.5 * reach.rolling(14).mean().shift(1)) * 1.0"
    ),
    "needs some bars": (
        "start = bars.close.iloc[40]\n"
        "    target = (bars.close > start) * 1.0\n"
        "    target.iloc[:41] = 0.0\n"
        "    return target"
    ),
    "regression on the past": (
        "target = np.zeros(len(bars))\n"
        "    close = bars.close.to_numpy()\n"
        "    steps = np.arange(20) - 9.5\n"
        "    for row in range(20, len(bars), 5):\n"
        "        target[row:row + 5] = np.sign(close[row - 19:row + 1] @ steps)\n"
        "    return target"
    ),
}
_CLASSES = {
    "class with two means": (
        f"{_MEAN}class Cross(Strategy):\n"
        "    fast, slow = 10, 30\n"
        "    def init(self):\n"
        "        self.one = self.indicator(mean, self.close, self.fast)\n"
        "        self.two = self.indicator(mean, self.close, self.slow)\n"
        "    def next(self):\n"
        "        self.go(1.0 if self.one[-1] > self.two[-1] else 0.0)"
    ),
    "class that looks at what it holds": (
        "class Hold(Strategy):\n"
        "    def next(self):\n"
        "        if not self.position and self.now > 3 and self.close[-1] < self.close[-3]:\n"
        "            self.buy(stop=self.close[-1] * 0.97)\n"
        "        elif self.position and self.close[-1] > self.position.average * 1.02:\n"
        "            self.exit()"
    ),
    "class with a trailing stop": (
        "class Trail(Strategy):\n"
        "    def next(self):\n"
        "        if not self.position:\n"
        "            self.buy(0.5)\n"
        "        else:\n"
        "            self.protect(stop=max(self.close[-5:]) * 0.98)"
    ),
    "class that sizes by equity": (
        "class Sized(Strategy):\n"
        "    def next(self):\n"
        "        self.go(1.0 if self.equity > 9_000 and self.close[-1] > self.open[-1] else 0.2)"
    ),
}

CLEAN = {
    **{name: f"{_HEAD}def signals(bars, days=3):\n    {body}\n" for name, body in _BODIES.items()},
    **{name: f"{_HEAD}{_EVENT}{body}\n" for name, body in _CLASSES.items()},
}
"""At least thirty of them, by what they do."""
