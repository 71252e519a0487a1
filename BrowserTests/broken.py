"""Requests that are not HTTP, or only half: refused by the right number. A part of the attack."""
from client import raw, statuses


def run(hub, report):
    form, faults = "Content-Type: application/x-www-form-urlencoded\r\n", []
    post = f"POST /sign-in HTTP/1.1\r\nHost: hub\r\n{form}"
    tries = {
        "a bad chunk size": (post + "Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n", 400),
        "a chunk longer than it says": (post + "Transfer-Encoding: chunked\r\n\r\n2\r\nabcdef\r\n0\r\n\r\n", 400),
        "a huge chunk": (post + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\nabc", 400),
        "a bad length": (post + "Content-Length: ten\r\n\r\nabc", 400), "a negative length": (post + "Content-Length: -5\r\n\r\nabc", 400),
        "two lengths": (post + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", 400),
        "length and chunks": (post + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        "a form cut off": (post + "Content-Length: 500\r\n\r\ncsrf=abc", 400),
        "more than a form may have": (post + "Content-Length: 9000000\r\n\r\nabc", 413),
        "endless chunks": (post + "Transfer-Encoding: chunked\r\n\r\n" + ("10000\r\n" + "a" * 65536 + "\r\n") * 20, 413),
        "a huge header": ("GET / HTTP/1.1\r\nHost: hub\r\nX: " + "a" * 100_000 + "\r\n\r\n", 400),
        "a thousand headers": ("GET / HTTP/1.1\r\nHost: hub\r\n" + "".join(f"X{n}: a\r\n" for n in range(1000)) + "\r\n", 400),
        "no HTTP at all": ("hello\r\n\r\n", 400), "an unknown method": ("BREW / HTTP/1.1\r\nHost: hub\r\n\r\n", 400),
        "PUT": ("PUT /account HTTP/1.1\r\nHost: hub\r\nContent-Length: 0\r\n\r\n", 405), "DELETE": ("DELETE /rounds/1 HTTP/1.1\r\nHost: hub\r\n\r\n", 405),
        "OPTIONS": ("OPTIONS / HTTP/1.1\r\nHost: hub\r\n\r\n", 405), "TRACE": ("TRACE / HTTP/1.1\r\nHost: hub\r\n\r\n", 405),
        "a form without its type": (f"POST /sign-in HTTP/1.1\r\nHost: hub\r\nContent-Length: 3\r\n\r\na=b", 415),
        "a control in the path": ("GET /a\x01b HTTP/1.1\r\nHost: hub\r\n\r\n", 400),
    }
    for name, (request, wanted) in tries.items():
        got = statuses(raw(hub.address, request.encode("latin-1"), wait=1.5, ends=name == "a form cut off"))
        if not got or got[0] != wanted:
            faults.append(f"{name}: {got} in place of {wanted}")
    report("broken requests", faults)
