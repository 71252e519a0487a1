"""A browser without a screen: cookies, forms as pages show them, and requests as no browser would send them."""
import html
import http.client
import re
import socket
import urllib.parse

from hub import PASSWORD


class Form:
    """One form of a page: where it goes and the fields that it has, filled as the page fills them."""

    def __init__(self, action: str, markup: str):
        self.action, self.fields = html.unescape(action), {}
        for tag in re.findall(r"<input[^>]*>", markup):
            name, value = attribute("name", tag), attribute("value", tag) or ""
            # Of radio buttons the name stands even where none is chosen; a box that is not ticked sends nothing.
            is_left_out = " checked" not in tag and ('type="checkbox"' in tag or 'type="radio"' in tag and name in self.fields)
            if name and not is_left_out:
                self.fields[name] = value
        for name, value in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>(.*?)</textarea>', markup, re.S):
            self.fields[name] = html.unescape(value)
        for name, options in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', markup, re.S):
            values = re.findall(r'<option value="([^"]*)"( selected)?', options)
            chosen = [value for value, selected in values if selected] or [value for value, _ in values]
            self.fields[name] = html.unescape(chosen[-1]) if chosen else ""


def attribute(name: str, tag: str):
    found = re.search(rf'\s{name}="([^"]*)"', tag)
    return html.unescape(found.group(1)) if found else None


class Answer:
    def __init__(self, status: int, headers, body: bytes):
        self.status, self.headers, self.body = status, headers, body

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    @property
    def forms(self) -> list[Form]:
        found = re.findall(r'<form method="post" action="([^"]*)"[^>]*>(.*?)</form>', self.text, re.S)
        return [Form(action, markup) for action, markup in found]

    @property
    def links(self) -> list[str]:
        return [html.unescape(link) for link in re.findall(r'<a [^>]*href="([^"#]*)', self.text)]


class Client:
    """Somebody with a browser. `asked` counts the requests of all."""

    asked = 0

    def __init__(self, address: str):
        self.host, self.port = urllib.parse.urlsplit(address).hostname, urllib.parse.urlsplit(address).port
        self.cookies, self.connection = {}, None

    def ask(self, method: str, path: str, body=None, headers=None) -> Answer:
        headers = dict(headers or {})
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        for again in (True, False):
            try:
                self.connection = self.connection or http.client.HTTPConnection(self.host, self.port, timeout=30)
                self.connection.request(method, path, body, headers)
                response = self.connection.getresponse()
                answer = Answer(response.status, response.headers, response.read())
                break
            except (http.client.HTTPException, OSError):
                self.connection.close()
                self.connection = None
                if not again:
                    raise
        Client.asked += 1
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        return answer

    def get(self, path: str, follow: bool = True) -> Answer:
        answer = self.ask("GET", path)
        while follow and answer.status == 303:
            answer = self.ask("GET", answer.headers["Location"])
        return answer

    def post(self, path: str, fields, headers=None) -> Answer:
        """Fields as a dictionary, a list of pairs, or bytes as they are."""
        body = fields if isinstance(fields, bytes) else urllib.parse.urlencode(fields, errors="surrogatepass").encode()
        return self.ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded", **(headers or {})})

    def submit(self, page: Answer, action_part: str = "", **fields) -> Answer:
        """Fills in and sends the first form of a page, or the one whose address holds a word."""
        form = next(form for form in page.forms if action_part in form.action)
        return self.post(form.action, {**form.fields, **fields})

    def sign_in(self, email: str, password: str = PASSWORD):
        answer = self.submit(self.get("/sign-in"), email=email, password=password)
        assert answer.status == 303, f"{email} could not sign in: {answer.status}"
        return self

    def token(self) -> str:
        """What proves that a form comes from this browser."""
        return next(form.fields["csrf"] for form in self.get("/sign-in").forms if "csrf" in form.fields)

    def close(self):
        if self.connection:
            self.connection.close()
            self.connection = None


def raw(address: str, data: bytes, wait: float = 5, ends: bool = False) -> bytes:
    """Sends bytes as they are, and the end too if `ends`; gives all that comes back until the other side closes or falls silent."""
    parts = urllib.parse.urlsplit(address)
    Client.asked += 1
    with socket.create_connection((parts.hostname, parts.port), timeout=wait) as line:
        received = b""
        try:
            line.sendall(data)
            if ends:
                line.shutdown(socket.SHUT_WR)
            while piece := line.recv(65536):
                received += piece
        except (TimeoutError, ConnectionError):
            pass
        return received


def statuses(answer: bytes) -> list[int]:
    return [int(code) for code in re.findall(rb"HTTP/1\.1 (\d{3}) ", answer)]
