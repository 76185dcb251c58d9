"""No process that a part left behind is lost, and strangers are left alone."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
SCRIPT = """
import subprocess, sys, time
from db.embedded.orphan import wait_until
from hub.platform import descendant
descendant.adopt_orphans()
sleeper = "import time; time.sleep(600)"
forker = (
    "import subprocess, sys\\n"
    f"print(subprocess.Popen([sys.executable, '-c', {sleeper!r}], stdout=subprocess.DEVNULL).pid)"
)
left = int(subprocess.run([sys.executable, "-c", forker], stdout=subprocess.PIPE, check=True).stdout)
spared = subprocess.Popen([sys.executable, "-c", sleeper])
assert set(descendant.descendants()) == {left, spared.pid}
descendant.stop_servers()
assert set(descendant.descendants()) == {left, spared.pid}
descendant.end_all(spare=[spared.pid])
assert descendant.descendants() == [spared.pid]
assert spared.poll() is None
spared.kill()
spared.wait()
print("done")
"""


def test_what_a_dead_part_left_running_is_ended_and_what_is_spared_goes_on() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.stdout == "done\n", done.stderr
