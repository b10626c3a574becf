"""ClickHouse's HTTP interface before chdb, the real engine as a library: just what a client of it asks for.

Test code. Arguments: the folder that has chdb, the folder of the data (?config-file=FILE behind it), the port (0: any). Prints the
port once it listens.
What it answers and how (the query in the address or the body, settings and param_ values in the address, X-ClickHouse-Exception-Code,
X-ClickHouse-Summary) follows docs/en/interfaces/http.md of ClickHouse/ClickHouse, v26.9.
"""

import gzip
import re
import sys
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

library, data, port = sys.argv[1:4]
sys.path.insert(0, library)

from chdb.session import Session  # noqa: E402

# Keeps the engine and its background merges while no request is there.
keeper = Session(data)

OWN = {"query", "database", "default_format", "query_id", "session_id", "user", "password", "role", "wait_end_of_query"}


def literal(text):
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_GET(self):
        if self.path.startswith("/ping"):
            self.answer(200, b"Ok.\n")
        else:
            self.run(b"")

    def do_POST(self):
        if self.headers.get("Transfer-Encoding") == "chunked":
            body = b"".join(iter(self.chunk, b""))
        else:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.run(gzip.decompress(body) if self.headers.get("Content-Encoding") == "gzip" else body)

    def chunk(self):
        size = int(self.rfile.readline().split(b";")[0], 16)
        chunk = self.rfile.read(size)
        self.rfile.readline()
        return chunk

    def run(self, body):
        asked = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(self.path).query, keep_blank_values=True))
        query = asked.get("query", "")
        # As the server joins them: the query of the address, then the body.
        text = (query + "\n" + body.decode() if query and body else query or body.decode()).strip()
        named = re.search(r"\sFORMAT\s+(\w+)\s*;?$", text) if not re.match(r"INSERT", text, re.I) else None
        session = Session(data)
        try:
            if "database" in asked:
                session.query("USE " + "`" + asked["database"].replace("`", "\\`") + "`")
            for name, value in asked.items():
                if name not in OWN:
                    session.query(f"SET {name} = {literal(value)}")
            result = session.query(text, named.group(1) if named else asked.get("default_format", "TabSeparated"))
            self.answer(200, result.bytes() if result else b"")
        except Exception as error:  # what the engine refuses is the client's to read
            code = re.search(r"Code: (\d+)", str(error))
            self.answer(500, str(error).encode(), {"X-ClickHouse-Exception-Code": code.group(1) if code else "1002"})
        finally:
            session.close()

    def answer(self, status, body, headers=()):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("X-ClickHouse-Summary", "{}")
        for name, value in dict(headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


class Server(ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        # A client that is killed in the middle of a request is what some tests are about.
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


server = Server(("127.0.0.1", int(port)), Handler)
print(server.server_address[1], flush=True)
server.serve_forever()
