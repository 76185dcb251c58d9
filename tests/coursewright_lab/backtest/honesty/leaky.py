"""Strategies that look into the future, openly and by every trick."""

_HEAD = "import numpy as np\nimport pandas as pd\n"
_EVENT = "from coursewright_lab.backtest import Strategy\n"

_BODIES = {
    "next close": "def signals(bars):\n    return np.sign(bars.close.shift(-1) - bars.close)",
    "next open": "def signals(bars):\n    return (bars.open.shift(-1) > bars.close) * 1.0",
    "tomorrow's high": "def signals(bars):\n    return (bars.high.shift(-2) > bars.close * 1.01) * 1.0",
    "negative pct_change": "def signals(bars):\n    return np.sign(bars.close.pct_change(-1)).mul(-1)",
    "centred window": (
        "def signals(bars):\n    return (bars.close > bars.close.rolling(9, center=True).mean()) * 1.0"
    ),
    "warm-up filled backwards": (
        "def signals(bars):\n"
        "    mean = bars.close.rolling(50).mean().bfill()\n"
        "    return (bars.close > mean) * 1.0"
    ),
    "mean of all": "def signals(bars):\n    return (bars.close > bars.close.mean()) * 1.0",
    "rank among all": "def signals(bars):\n    return (bars.close.rank(pct=True) > 0.5) * 1.0",
    "highest of all": "def signals(bars):\n    return (bars.close > bars.close.max() * 0.9) * 1.0",
    "score of all": (
        "def signals(bars):\n"
        "    score = (bars.close - bars.close.mean()) / bars.close.std()\n"
        "    return np.clip(score, -1, 1)"
    ),
    "last price": "def signals(bars):\n    return (bars.close < bars.close.iloc[-1]) * 1.0",
    "reversed window": (
        "def signals(bars):\n"
        "    ahead = bars.close[::-1].rolling(5).mean()[::-1]\n"
        "    return (ahead > bars.close) * 1.0"
    ),
    "backward interpolation": (
        "def signals(bars):\n"
        "    sparse = bars.close.where(bars.index % 10 == 0)\n"
        "    return (sparse.interpolate() > bars.close) * 1.0"
    ),
    "smoothed by convolution": (
        "def signals(bars):\n"
        "    smooth = np.convolve(bars.close, np.ones(7) / 7, mode='same')\n"
        "    return (bars.close > smooth) * 1.0"
    ),
    "gradient": "def signals(bars):\n    return np.sign(np.gradient(bars.close.to_numpy()))",
    "fourier filter": (
        "def signals(bars):\n"
        "    wave = np.fft.rfft(bars.close.to_numpy())\n"
        "    wave[20:] = 0\n"
        "    return (np.fft.irfft(wave, len(bars)) > bars.close) * 1.0"
    ),
    "line through all": (
        "def signals(bars):\n"
        "    steps = np.arange(len(bars))\n"
        "    line = np.polyval(np.polyfit(steps, bars.close, 1), steps)\n"
        "    return (bars.close < line) * 1.0"
    ),
    "only before crashes": (
        "def signals(bars):\n"
        "    change = bars.close.pct_change().shift(-1)\n"
        "    return np.where(change < change.quantile(0.01), 0.0, 1.0)"
    ),
    "leaves before the end": (
        "def signals(bars):\n    target = np.ones(len(bars))\n    target[-5:] = 0.0\n    return target"
    ),
    "half of the bars": (
        "def signals(bars):\n    return np.where(np.arange(len(bars)) < len(bars) // 2, 1.0, -1.0)"
    ),
    "honest when short": (
        "def signals(bars):\n"
        "    honest = np.sign(bars.close.diff()).fillna(0.0)\n"
        "    if len(bars) < 290:\n"
        "        return honest\n"
        "    return np.sign(bars.close.shift(-1) - bars.close).fillna(0.0)"
    ),
    "fails when short": (
        "def signals(bars):\n"
        "    if len(bars) < 300:\n"
        "        raise ValueError('too short')\n"
        "    return np.sign(bars.close.shift(-1) - bars.close).fillna(0.0)"
    ),
    "leaks by length of the whole": (
        "def signals(bars):\n"
        "    if len(bars) % 100 == 0:\n"
        "        return np.sign(bars.close.shift(-3) - bars.close).fillna(0.0)\n"
        "    return np.zeros(len(bars))"
    ),
    "keeps the longest bars seen": (
        "SEEN = []\n"
        "def signals(bars):\n"
        "    if not SEEN or len(SEEN[0]) < len(bars):\n"
        "        SEEN[:] = [bars.copy()]\n"
        "    whole = SEEN[0].close\n"
        "    return np.sign(whole.shift(-1) - whole).iloc[:len(bars)].to_numpy()"
    ),
    "cached function": (
        "import functools\n"
        "FRAMES = {}\n"
        "@functools.cache\n"
        "def answer(key):\n"
        "    close = FRAMES[key].close\n"
        "    return np.sign(close.shift(-1) - close).fillna(0.0).to_numpy()\n"
        "def signals(bars):\n"
        "    FRAMES.setdefault('all', bars)\n"
        "    return answer('all')[:len(bars)]"
    ),
    "closure over the frame": (
        "def maker(frame):\n"
        "    ahead = frame.close.shift(-1)\n"
        "    return lambda row: float(ahead.iloc[row] > frame.close.iloc[row])\n"
        "def signals(bars):\n"
        "    look = maker(bars)\n"
        "    return [look(row) for row in range(len(bars))]"
    ),
    "file left by an earlier pass": (
        "import os\n"
        "def signals(bars):\n"
        "    path = '/tmp/coursewright-leak.pickle'\n"
        "    if os.path.exists(path):\n"
        "        whole = pd.read_pickle(path)\n"
        "    else:\n"
        "        bars.to_pickle(path)\n"
        "        whole = bars\n"
        "    return np.sign(whole.close.shift(-1) - whole.close).iloc[:len(bars)].to_numpy()"
    ),
    "file, and silent when refused": (
        "def signals(bars):\n"
        "    try:\n"
        "        open('seen.txt', 'a').write(str(len(bars)))\n"
        "    except OSError:\n"
        "        pass\n"
        "    return np.zeros(len(bars))"
    ),
    "reads the data file": (
        "def signals(bars):\n"
        "    whole = pd.read_csv('/tmp/market.csv')\n"
        "    return np.sign(whole.close.shift(-1) - whole.close)[:len(bars)]"
    ),
    "asks the network": (
        "import urllib.request\n"
        "def signals(bars):\n"
        "    try:\n"
        "        urllib.request.urlopen('http://127.0.0.1:9/prices')\n"
        "    except Exception:\n"
        "        pass\n"
        "    return np.zeros(len(bars))"
    ),
    "runs a program": (
        "import subprocess\n"
        "def signals(bars):\n"
        "    try:\n"
        "        subprocess.run(['cat', '/etc/hostname'])\n"
        "    except Exception:\n"
        "        pass\n"
        "    return np.zeros(len(bars))"
    ),
    "through the array beneath": (
        "def signals(bars):\n"
        "    array = bars['close'].to_numpy()[:len(bars)]\n"
        "    while array.base is not None:\n"
        "        array = array.base\n"
        "    flat = np.asarray(array, dtype=float).ravel()[-len(bars):]\n"
        "    return np.sign(np.append(np.diff(flat), 0.0))"
    ),
    "fitted on all": (
        "def signals(bars):\n"
        "    change = bars.close.pct_change().fillna(0.0).to_numpy()\n"
        "    past, ahead = change[:-1], change[1:]\n"
        "    slope = (past * ahead).sum() / max((past * past).sum(), 1e-12)\n"
        "    return np.where(slope * change > 0, 1.0, -1.0)"
    ),
}
_CLASSES = {
    "indicator that looks ahead": (
        "def ahead(close):\n"
        "    return np.append(np.diff(close), 0.0)\n"
        "class Ahead(Strategy):\n"
        "    def init(self):\n"
        "        self.move = self.indicator(ahead, self.close)\n"
        "    def next(self):\n"
        "        self.go(1.0 if self.move[-1] > 0 else 0.0)"
    ),
    "the engine's own list": (
        "class Peek(Strategy):\n"
        "    def next(self):\n"
        "        values = self.close._numbers\n"
        "        place = min(self.now + 1, len(values) - 1)\n"
        "        self.go(1.0 if values[place] > self.close[-1] else 0.0)"
    ),
    "how many bars there are": (
        "class End(Strategy):\n"
        "    def next(self):\n"
        "        self.go(0.0 if self.now > self._desk.bars - 20 else 1.0)"
    ),
}

LEAKY = {
    **{name: f"{_HEAD}{body}\n" for name, body in _BODIES.items()},
    **{name: f"{_HEAD}{_EVENT}{body}\n" for name, body in _CLASSES.items()},
}
"""At least thirty of them, by what they do."""
