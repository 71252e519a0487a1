"""A hub with demo content, served on this machine for as long as the tests need it."""
import os
import pathlib
import re
import resource
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = ROOT / ".build" / "debug" / "waymark"
PASSWORD = "try waymark today"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Hub:
    """Starts the server in a folder of its own and stops it by its own process."""

    def __init__(self, demo: bool = True, descriptors: int | None = None):
        self.folder = tempfile.TemporaryDirectory(prefix="waymark-")
        self.descriptors = descriptors
        if demo:
            subprocess.run([PROGRAM, "seed", "--demo", "--data", self.folder.name], check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = pathlib.Path(self.folder.name, "log.txt")
        self.start()

    def start(self):
        """Starts the server; after `kill` once more in the same folder."""
        def limit():
            if self.descriptors:
                resource.setrlimit(resource.RLIMIT_NOFILE, (self.descriptors, self.descriptors))

        with self.log.open("a") as log:
            command = [PROGRAM, "serve", "--port", str(self.port), "--data", self.folder.name]
            self.process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log, preexec_fn=limit)
        for _ in range(100):
            try:
                urllib.request.urlopen(self.address, timeout=2).close()
                return
            except OSError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.1)
        raise RuntimeError(f"the server did not start:\n{self.log.read_text()}")

    def kill(self):
        """As a power cut would end it: no time for anything."""
        self.process.kill()
        self.process.wait()

    @property
    def memory(self) -> float:
        """Megabytes of memory that the server has now."""
        return int(re.search(r"VmRSS:\s+(\d+)", pathlib.Path(f"/proc/{self.process.pid}/status").read_text()).group(1)) / 1024

    @property
    def work(self) -> float:
        """Seconds of a core that the server has used since its start."""
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    @property
    def setup_code(self) -> str:
        return re.search(r"one-time code:\s+(\S+)", self.log.read_text()).group(1)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.folder.cleanup()
