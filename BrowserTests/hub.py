"""A hub with demo content, served on this machine for as long as the tests need it."""
import pathlib
import re
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

    def __init__(self, demo: bool = True):
        self.folder = tempfile.TemporaryDirectory(prefix="waymark-")
        data = ["--data", self.folder.name]
        if demo:
            subprocess.run([PROGRAM, "seed", "--demo", *data], check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
        port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        self.log = pathlib.Path(self.folder.name, "log.txt")
        with self.log.open("w") as log:
            command = [PROGRAM, "serve", "--port", str(port), *data]
            self.process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)
        for _ in range(100):
            try:
                urllib.request.urlopen(self.address, timeout=2).close()
                return
            except OSError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.1)
        raise RuntimeError(f"the server did not start:\n{self.log.read_text()}")

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
