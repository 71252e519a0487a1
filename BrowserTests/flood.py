"""Too much of everything: slow forms, idle connections, forms without end, and a server that is killed while people save."""
import contextlib
import random
import re
import resource
import socket
import threading
import time

from client import Client
from hub import Hub


@contextlib.contextmanager
def own_hub(**options):
    hub = Hub(**options)
    try:
        yield hub
    finally:
        hub.stop()


def allow_sockets():
    """The attacker needs more descriptors than the hub."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(4096, hard), hard))


def connect(hub, data: bytes = b""):
    line = socket.create_connection(("127.0.0.1", hub.port), timeout=5)
    line.setblocking(False)
    with contextlib.suppress(OSError):
        line.send(data)
    return line


def is_cut(line) -> bool:
    """Whether the other side has ended the connection; what it said before is thrown away."""
    try:
        while True:
            if not line.recv(65536):
                return True
    except BlockingIOError:
        return False
    except OSError:
        return True


def answers_in(hub) -> float:
    """Seconds that an ordinary visitor waits for a page meanwhile."""
    start = time.monotonic()
    visitor = Client(hub.address)
    answer = visitor.get("/about")
    visitor.close()
    return time.monotonic() - start if answer.status == 200 else 99


def form_head(length: int) -> bytes:
    return (f"POST /sign-in HTTP/1.1\r\nHost: hub\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n").encode()


class SlowForms(threading.Thread):
    """300 forms and 100 headers, a byte each every two seconds, until the hub has cut all off or 60 seconds are over."""

    def __init__(self, hub, count: int = 300):
        super().__init__()
        self.hub, self.count, self.peak, self.left, self.seconds, self.slowest = hub, count, 0.0, count, 0.0, 0.0

    def run(self):
        start = time.monotonic()
        lines = [connect(self.hub, form_head(5000)) for _ in range(self.count)]
        lines += [connect(self.hub, b"GET / HTTP/1.1\r\nHost: hub\r\nX-Slow: ") for _ in range(self.count // 3)]
        while lines and time.monotonic() - start < 60:
            time.sleep(2)
            self.slowest = max(self.slowest, answers_in(self.hub))
            for line in lines:
                with contextlib.suppress(OSError):
                    line.send(b"a")
            self.peak = max(self.peak, self.hub.memory)
            for line in [line for line in lines if is_cut(line)]:
                line.close()
                lines.remove(line)
            self.left, self.seconds = len(lines), time.monotonic() - start
        for line in lines:
            line.close()

    def faults(self) -> list[str]:
        faults = []
        if self.peak >= 150:
            faults.append(f"{self.peak:.0f} MB")
        if self.left:
            faults.append(f"{self.left} were never cut off")
        if self.slowest > 5:
            faults.append(f"a visitor waited {self.slowest:.1f} s")
        return faults


def large_forms(report) -> dict:
    """300 forms of a megabyte that stop just before their end: the oldest must go before memory does."""
    with own_hub(demo=False) as hub:
        lines = []
        for _ in range(300):
            line = connect(hub, form_head(1_000_000))
            line.setblocking(True)
            line.settimeout(2)
            with contextlib.suppress(OSError):
                line.sendall(b"a" * 999_000)
            lines.append(line)
        peak, wait = hub.memory, answers_in(hub)
        for line in lines:
            line.close()
        print(f"  300 forms of a megabyte without an end: {peak:.0f} MB, a visitor waits {wait:.2f} s")
        report("300 large forms without an end", [f"{peak:.0f} MB, {wait:.1f} s"] if peak >= 150 or wait > 5 else [])
        return {"megabytes": peak, "CPU seconds": hub.work}


def idle_connections(report) -> dict:
    """400 connections that ask nothing, where the process may have 256 descriptors; then none at all."""
    with own_hub(demo=False, descriptors=256) as hub:
        lines = [connect(hub) for _ in range(400)]
        time.sleep(1)
        before = hub.work
        time.sleep(5)
        used, wait = hub.work - before, answers_in(hub)
        open_lines = sum(not is_cut(line) for line in lines)
        faults = [f"{used:.1f} of 5 CPU seconds"] * (used > 0.5) + [f"a visitor waits {wait:.1f} s"] * (wait > 2)
        print(f"  400 idle connections at 256 descriptors: {used:.2f} CPU seconds in 5, {open_lines} kept, a visitor waits {wait:.2f} s, {hub.memory:.0f} MB")
        report("400 idle connections at 256 descriptors", faults)
        # Something else has taken the descriptors: the limit falls below what is open.
        resource.prlimit(hub.process.pid, resource.RLIMIT_NOFILE, (40, 256))
        lines += [connect(hub) for _ in range(50)]
        before = hub.work
        time.sleep(3)
        used = hub.work - before
        resource.prlimit(hub.process.pid, resource.RLIMIT_NOFILE, (256, 256))
        time.sleep(0.5)
        wait = answers_in(hub)
        print(f"  no descriptor left: {used:.2f} CPU seconds in 3, afterwards a visitor waits {wait:.2f} s")
        report("no descriptor left", [f"{used:.1f} of 3 CPU seconds, {wait:.1f} s"] if used > 0.5 or wait > 2 else [])
        for line in lines:
            line.close()
        return {"megabytes": hub.memory, "CPU seconds": hub.work}


class Saver(threading.Thread):
    """A respondent who saves one theme again and again, and remembers what the hub said was saved."""

    def __init__(self, link: str, number: int):
        super().__init__()
        self.link, self.number = link, number
        self.saved, self.count, self.ends = None, 0, False
        self.client, self.path = None, None

    def run(self):
        dice = random.Random(self.number)
        try:
            self.join_round()
            page = self.client.get(self.path)
            while not self.ends:
                note = f"note {self.number} {self.count} {dice.random()}"
                form = page.forms[0]
                name = next(name for name in form.fields if name.startswith("note-"))
                answer = self.client.post(form.action, {**form.fields, name: note})
                if answer.status == 303:
                    self.saved, self.count = note, self.count + 1
        except Exception:
            return

    def join_round(self):
        if self.client:
            return self.client.close()
        self.client = Client(re.match(r"http://[^/]+", self.link).group())
        join = "/join/" + self.link.rpartition("/")[2]
        way = self.client.submit(self.client.get(join)).headers["Location"]
        tasks = self.client.get(way)
        self.path = next(link for link in tasks.links if "/theme/" in link)

    def next_life(self):
        again = Saver(self.link, self.number)
        again.client, again.path, again.saved, again.count = self.client, self.path, self.saved, self.count
        return again


def kills(report, times: int = 5) -> dict:
    """Nothing that was said to be saved may be lost, however often the server dies in the middle."""
    with own_hub() as hub:
        lead = Client(hub.address).sign_in("facilitator@wenbrook.example")
        link = re.search(r'id="link-staff" value="([^"]+)"', lead.get("/rounds/2").text).group(1)
        savers, lost, dice = [Saver(link, number) for number in range(4)], 0, random.Random(1)
        for _ in range(times):
            for saver in savers:
                saver.start()
            time.sleep(1.2 + dice.random())
            hub.kill()
            for saver in savers:
                saver.ends = True
                saver.join()
            hub.start()
            for saver in savers:
                if saver.saved is None:
                    continue
                saver.client.close()
                page = saver.client.get(saver.path)
                number = re.search(r">note \d+ (\d+) ", page.text)
                # The save after the last acknowledged one may have been written without a word.
                lost += number is None or int(number.group(1)) < saver.count - 1
            savers = [saver.next_life() for saver in savers]
        saves = sum(saver.count for saver in savers)
        print(f"  {times} kills, {saves} acknowledged saves, {lost} lost")
        report("kills under load", ([f"{lost} saves lost"] if lost else []) + ([] if saves > 50 else [f"only {saves} saves"]))
        return {"kills": times, "saves": saves, "lost": lost}


def run(report) -> list[dict]:
    """The slow forms take their time and run beside the rest of the attack; these come after it."""
    return [large_forms(report), idle_connections(report), kills(report)]
