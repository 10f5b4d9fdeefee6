"""What a command takes: wall time, processor time and the largest memory, as `bench.py` and `growing.py` measure it."""

import json
import statistics
import subprocess
import sys
import tempfile

RUNNER = """
import json, os, sys, time
begin = time.perf_counter()
out, err = (os.open(path, os.O_WRONLY | os.O_CREAT, 0o600) for path in sys.argv[1:3])
nothing = os.open(os.devnull, os.O_RDONLY)
child = os.posix_spawnp(sys.argv[3], sys.argv[3:], os.environ, file_actions=[
    (os.POSIX_SPAWN_DUP2, nothing, 0), (os.POSIX_SPAWN_DUP2, out, 1), (os.POSIX_SPAWN_DUP2, err, 2)])
_, status, usage = os.wait4(child, 0)
wall = time.perf_counter() - begin
print(json.dumps([wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, os.waitstatus_to_exitcode(status)]))
"""


class Run:
    """Runs of one command: wall time, processor time and the largest memory of the process."""

    def __init__(self, command):
        self.command = command
        self.walls, self.cpus, self.peak, self.output = [], [], 0, ""

    def turn(self, keep):
        # A small process of its own starts the command: a child's peak begins with what its parent held.
        with tempfile.TemporaryDirectory() as folder:
            result = subprocess.run(
                [sys.executable, "-I", "-S", "-c", RUNNER, f"{folder}/out", f"{folder}/err", *self.command],
                capture_output=True, text=True, check=True)
            wall, cpu, peak, code = json.loads(result.stdout)
            if code != 0:
                sys.exit(f"{self.command[0]} failed:\n{open(f'{folder}/err').read()[:3000]}")
            if keep:
                self.output = open(f"{folder}/out").read()
        self.walls.append(wall)
        self.cpus.append(cpu)
        self.peak = max(self.peak, peak)

    @property
    def wall(self):
        return statistics.median(self.walls)

    @property
    def cpu(self):
        return statistics.median(self.cpus)
